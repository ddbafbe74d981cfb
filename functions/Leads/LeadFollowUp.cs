using LeadScoring.Due;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// What follows a saved lead in other partitions: its place in the lists and its planned looks. All of it is derived from the
/// saved lead, so a crash in between is mended by the next run of the same message, which finds nothing to change
/// and does the follow-up whole.
/// </summary>
public sealed class LeadFollowUp(RankIndex rank, DueIndex due)
{
    public async Task AfterAsync(LeadOutcome outcome, CancellationToken cancel)
    {
        await rank.PlaceAsync(outcome, cancel);
        foreach (var (item, at) in Planned(outcome)) await due.AddAsync(item, at, cancel);
    }

    private static IEnumerable<(DueItem Item, DateTimeOffset At)> Planned(LeadOutcome outcome)
    {
        var lead = outcome.After;
        foreach (var (product, state) in lead.Products)
        {
            var before = outcome.Before.Products.TryGetValue(product, out var known) ? known.LookAgainAt : null;
            if (state.LookAgainAt is { } at && (!outcome.Changed || at != before))
                yield return (new DueItem(lead.Id, DueKind.Look, product), at);
        }
        foreach (var (key, enrolment) in lead.Enrolments)
        {
            var before = outcome.Before.Enrolments.TryGetValue(key, out var known) ? known : null;
            if (enrolment is { NextStep: { } step, DueAt: { } at } && (!outcome.Changed || enrolment != before))
                yield return (new DueItem(lead.Id, DueKind.Step, key, step), at);
        }
    }
}
