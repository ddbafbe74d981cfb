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
    /// <summary>Read at once.</summary>
    private const int MostEquals = 32;

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
            foreach (var part in judged.Facts.Where(fact => fact.Replaces is null).Chunk(MostEquals))
            {
                var rows = await Task.WhenAll(part.Select(fact => leads.FindRowAsync(leadId, fact.Key, cancel)));
                found.AddRange(rows.OfType<TableEntity>());
            }
            if (found.Count == 0) return judged.Verdicts;
            known = known.And(found);
        }
    }

    /// <summary>
    /// Of lines without an id of their own that are told more than once, also the rows of those that this import told
    /// before: found one by one, as what a save runs into, a hundred of them would never end.
    /// </summary>
    private async Task<KnownFacts> WithEqualsAsync(
        string leadId, ImportTouch touch, KnownFacts known, CancellationToken cancel)
    {
        foreach (var equal in touch.Items.Where(item => item is { Words: null, HasOwnId: false })
            .GroupBy(item => item.Id, StringComparer.Ordinal))
        {
            var (item, places) = (equal.First(), 0);
            if (!IsOwn(item, known.ByKey.GetValueOrDefault(item.Numbered(1).Row()))) continue;
            for (var (from, window) = (1, 1); places < equal.Count();
                (from, window) = (from + window, Math.Min(2 * window, MostEquals)))
            {
                var keys = Enumerable.Range(from, window).Select(number => item.Numbered(number).Row()).ToList();
                var rows = await Task.WhenAll(keys.Select(key => leads.FindRowAsync(leadId, key, cancel)));
                known = known.And(rows.OfType<TableEntity>());
                places += keys.Count(key => !IsOwn(item, known.ByKey.GetValueOrDefault(key)));
            }
        }
        return known;

        bool IsOwn(ImportItem item, string? json) => json is not null
            && item.Read(json).Imports?.Any(mark => ImportMark.IsOf(mark, touch.Import)) == true;
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
            var outcome = await leads.RebuildAsync(leadId, async (snapshot, known) =>
            {
                (var change, decided) = Importing.Decide(
                    snapshot.Lead, touch, await WithEqualsAsync(leadId, touch, known, cancel), content.Edition,
                    time.GetUtcNow());
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
