using Azure.Data.Tables;
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

    /// <summary>What became of each line; where the import is tried, what would.</summary>
    public async Task<IReadOnlyList<LineVerdict>> ApplyAsync(
        ImportState import, string leadId, IReadOnlyList<ImportItem> items, CancellationToken cancel) =>
        import.Phase == ImportPhase.Trying
            ? await TryAsync(TouchOf(import, items), leadId, cancel)
            : await TakeInAsync(import, leadId, items, cancel);

    private static ImportTouch TouchOf(ImportState import, IReadOnlyList<ImportItem> items) => new(
        import.Mark, import.Definition.Quiet,
        import.Definition.Kind == ImportKind.Leads ? import.Definition.Product : null, items);

    /// <summary>Only reads: the lead, and the rows that the lines would become.</summary>
    private async Task<IReadOnlyList<LineVerdict>> TryAsync(
        ImportTouch touch, string leadId, CancellationToken cancel)
    {
        var lead = (await leads.LoadAsync(leadId, cancel)).Lead;
        var known = KnownFacts.None;
        while (true)
        {
            var judged = Judging.Of(lead, touch, known, time.GetUtcNow());
            if (lead.Profile is null) return judged.Verdicts; // nothing lies with a lead that is not there
            var found = new List<TableEntity>();
            foreach (var fact in judged.Facts.Where(fact => fact.Replaces is null))
                if (await leads.FindRowAsync(leadId, fact.Key, cancel) is { } row) found.Add(row);
            if (found.Count == 0) return judged.Verdicts;
            known = known.And(found);
        }
    }

    /// <summary>In parts that a transaction bears.</summary>
    private async Task<IReadOnlyList<LineVerdict>> TakeInAsync(
        ImportState import, string leadId, IReadOnlyList<ImportItem> items, CancellationToken cancel)
    {
        var verdicts = new List<LineVerdict>(items.Count);
        foreach (var part in InboxBatch.Cut(items, item => 1, item => item.Length))
        {
            var touch = TouchOf(import, part);
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
