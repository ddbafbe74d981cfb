using LeadScoring.Alerts;
using LeadScoring.Due;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Leads;

/// <summary>
/// What follows a saved lead in other partitions: its place in the lists, its mark for insights, its planned
/// looks, its alerts in the feed, and the lead it is merged into. All of it is derived from the saved lead, so a crash
/// in between is mended by the next run of the same message, which finds nothing to change and does the follow-up
/// whole.
/// </summary>
public sealed class LeadFollowUp(
    RankIndex rank, DueIndex due, RulesWatch rules, AlertFollowUp alerts, SalesFollowUp sales, MarkStore marks,
    Post post)
{
    /// <param name="outcome">What was saved.</param>
    /// <param name="isRepeat">
    /// The message may have been here before and died in its follow-up, so nothing is left out.
    /// </param>
    /// <param name="cancel">Stops in between; the message's next run completes it.</param>
    public async Task AfterAsync(LeadOutcome outcome, bool isRepeat, CancellationToken cancel)
    {
        await rank.PlaceAsync(outcome, isRepeat, cancel);
        await marks.AfterAsync(outcome, isRepeat, cancel);
        if (await rules.IsOutdatedAsync(outcome.After, cancel))
            await post.SendAsync(new LeadTouched(outcome.After.Id), cancel);
        foreach (var (item, at) in Planned(outcome, isRepeat)) await due.AddAsync(item, at, cancel);
        await alerts.AfterAsync(outcome.After, cancel);
        await sales.AfterAsync(outcome, isRepeat, cancel);
        if (outcome.After.Profile is { MergedInto: { } person })
            await post.SendAsync(new LeadMerged(outcome.After.Id, person.Into), cancel);
    }

    /// <summary>What is planned for a lead, and when; all of it follows from the lead's state.</summary>
    public static IEnumerable<(DueItem Item, DateTimeOffset At)> Plans(Lead lead)
    {
        foreach (var (product, state) in lead.Products)
            if (state.LookAgainAt is { } at) yield return (new DueItem(lead.Id, DueKind.Look, product), at);
        foreach (var (key, enrolment) in lead.Enrolments)
            if (enrolment is { NextStep: { } step, DueAt: { } at })
                yield return (new DueItem(lead.Id, DueKind.Step, key, step), at);
        if (lead.Profile?.ForgetAt is { } end) yield return (new DueItem(lead.Id, DueKind.Forget, ""), end);
        if (lead.Profile?.Claim is { Ended: null } claim)
            yield return (new DueItem(lead.Id, DueKind.Claim, ""), claim.Until);
        if (Contacting.Open(lead)?.At is { } contact)
            yield return (new DueItem(lead.Id, DueKind.Contact, ""), contact);
        if (lead.Profile?.Held is { } held && held != lead.Profile.Claim)
            yield return (new DueItem(lead.Id, DueKind.Claim, "held"), held.Until);
    }

    private static IEnumerable<(DueItem Item, DateTimeOffset At)> Planned(LeadOutcome outcome, bool isRepeat) =>
        isRepeat ? Plans(outcome.After) : Plans(outcome.After).Except(Plans(outcome.Before));
}
