using LeadScoring.Campaigns;
using LeadScoring.Leads;
using LeadScoring.Reactions;

namespace LeadScoring.Sales;

/// <summary>
/// What follows a saved report: what follows every saved lead, thanks to who recommended a buyer, and, where the report
/// gives the person up, the claims of the leads that were merged into them. The same report again completes it.
/// </summary>
public sealed class ReportFollowUp(
    LeadStore leads, LeadFollowUp followUp, ReferralIndex referrals, ClaimRelease releases)
{
    /// <returns>The person as they are then.</returns>
    public async Task<Lead> AfterAsync(
        LeadOutcome outcome, Report report, Reaction? told, Reporter reporter, CancellationToken cancel)
    {
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        await referrals.ThankForPurchaseAsync(outcome, isRepeat: !outcome.Changed, cancel);
        if (told is null || !Reporting.GivesUp(report)) return outcome.After;
        // Told again, it takes nothing from who has claimed the lead since.
        DateTimeOffset? madeBy = outcome.Changed ? null : told.OccurredAt;
        return await releases.PartsAsync(outcome.After, reporter, report.Word, madeBy, cancel) is { Change: not null }
            ? (await leads.LoadAsync(outcome.After.Id, cancel)).Lead
            : outcome.After;
    }
}
