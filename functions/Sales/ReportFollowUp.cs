using LeadScoring.Campaigns;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Sales;

/// <summary>
/// What follows a saved report: what follows every saved lead, thanks to who recommended a buyer, and, where the report
/// gives the person up, the claims of the leads that were merged into them. The same report again completes it.
/// </summary>
public sealed class ReportFollowUp(
    LeadStore leads, LeadFollowUp followUp, ReferralIndex referrals, ClaimRelease releases, InForce content,
    TimeProvider time)
{
    /// <returns>The person as they are then.</returns>
    public async Task<Lead> AfterAsync(
        LeadOutcome outcome, ReportPath path, Report report, ReportDecision decided, Reporter reporter,
        CancellationToken cancel)
    {
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        await referrals.ThankForPurchaseAsync(outcome, isRepeat: !outcome.Changed, cancel);
        await KeepAsync(path, decided, cancel);
        if (decided.As is not { } told) return outcome.After;
        if (report is { Type: Outcomes.NotNow, Details: { Release: not true, Until: { } until } })
            return await releases.ProlongAsync(outcome.After, until + Reporting.TimeToAsk, reporter, cancel);
        if (!Reporting.GivesUp(report)) return outcome.After;
        // Told again, it takes nothing from who has claimed the lead since.
        DateTimeOffset? madeBy = decided.Change is null ? told.TakenAt ?? told.OccurredAt : null;
        return await releases.PartsAsync(outcome.After, reporter, report.Word, madeBy, cancel) is { Change: not null }
            ? (await leads.LoadAsync(outcome.After.Id, cancel)).Lead
            : outcome.After;
    }

    /// <summary>What was reported of a merged lead is that lead's own, and stays with it when they part.</summary>
    private async Task KeepAsync(ReportPath path, ReportDecision decided, CancellationToken cancel)
    {
        if (decided.Own is not { } own) return;
        for (var place = 0; place < path.Merged.Count; place++)
        {
            var batch = path.At(own, place);
            var next = place == 0 ? decided.Next : null;
            var outcome = await leads.ChangeAsync(
                path.Merged[place],
                (snapshot, known) => Touch.Decide(
                    Planned(snapshot.Lead, next), null, batch, known, content.Edition, time.GetUtcNow()),
                cancel);
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        }
    }

    private static Lead Planned(Lead lead, NextContact? next) => lead.Profile is { } profile
        ? lead with { Profile = profile with { Contact = NextContact.Latest(profile.Contact, next) } }
        : lead;
}
