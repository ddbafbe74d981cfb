using LeadScoring.Due;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// What follows a saved lead in other partitions: its place in the lists and its planned looks. All of it is derived
/// from the saved lead, so a crash in between is mended by the next run of the same message, which finds nothing to
/// change and does the follow-up whole.
/// </summary>
public sealed class LeadFollowUp(RankIndex rank, DueIndex due)
{
    /// <param name="outcome">What was saved.</param>
    /// <param name="isRepeat">
    /// The message may have been here before and died in its follow-up, so nothing is left out.
    /// </param>
    /// <param name="cancel">Stops in between; the message's next run completes it.</param>
    public async Task AfterAsync(LeadOutcome outcome, bool isRepeat, CancellationToken cancel)
    {
        await rank.PlaceAsync(outcome, isRepeat, cancel);
        foreach (var (item, at) in Planned(outcome, isRepeat)) await due.AddAsync(item, at, cancel);
    }

    private static IEnumerable<(DueItem Item, DateTimeOffset At)> Planned(LeadOutcome outcome, bool isRepeat)
    {
        var lead = outcome.After;
        foreach (var (product, state) in lead.Products)
        {
            var before = outcome.Before.Products.TryGetValue(product, out var known) ? known.LookAgainAt : null;
            if (state.LookAgainAt is { } at && (isRepeat || at != before))
                yield return (new DueItem(lead.Id, DueKind.Look, product), at);
        }
        foreach (var (key, enrolment) in lead.Enrolments)
        {
            var before = outcome.Before.Enrolments.TryGetValue(key, out var known) ? known : null;
            if (enrolment is { NextStep: { } step, DueAt: { } at } && (isRepeat || enrolment != before))
                yield return (new DueItem(lead.Id, DueKind.Step, key, step), at);
        }
    }
}
