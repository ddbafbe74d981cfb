using LeadScoring.Campaigns;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Imports;

/// <summary>
/// Lets <see cref="Importing"/> decide what lines do to a lead, saves it, and lets lists and diary follow.
/// </summary>
public sealed class ImportApplying(
    LeadStore leads, LeadFollowUp followUp, ReferralIndex referrals, LeadIds ids, InForce content, TimeProvider time)
{
    public LineParser Parser(
        ImportState import, IReadOnlyDictionary<string, int> columns, Edition edition, DateTimeOffset now) =>
        new(import.Definition, columns, edition, ids, now, import.StartedAt ?? now);

    /// <summary>In parts that a transaction bears; what became of each line.</summary>
    public async Task<IReadOnlyList<LineVerdict>> ApplyAsync(
        ImportState import, string leadId, IReadOnlyList<ImportItem> items, CancellationToken cancel)
    {
        var verdicts = new List<LineVerdict>(items.Count);
        foreach (var part in InboxBatch.Cut(items, item => 1, item => item.Length))
        {
            var touch = new ImportTouch(
                import.Mark, import.Definition.Quiet,
                import.Definition.Kind == ImportKind.Leads ? import.Definition.Product : null, part);
            IReadOnlyList<LineVerdict> decided = [];
            var outcome = await leads.ChangeAsync(leadId, (snapshot, known) =>
            {
                (var change, decided) = Importing.Decide(
                    snapshot.Lead, touch, known, content.Edition, time.GetUtcNow());
                return change;
            }, cancel);
            verdicts.AddRange(decided);
            if (outcome.After.Profile is null) continue;
            // Nothing new: an earlier run of the slice may have died before this.
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
            if (!import.Definition.Quiet)
                await referrals.ThankForPurchaseAsync(outcome, isRepeat: !outcome.Changed, cancel);
        }
        return verdicts;
    }
}
