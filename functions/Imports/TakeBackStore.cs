using Azure.Data.Tables;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Rights;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>
/// Takes back what an import did to a lead. One of which nobody else speaks goes as in an erasure, which leaves nothing
/// that keeps the person away; of a merged lead, the copies go as well.
/// </summary>
public sealed class TakeBackStore(
    LeadStore leads, GraveStore graves, LeadFollowUp followUp, InForce content, Post post, TimeProvider time)
{
    private static readonly string[] Kinds =
    [
        "alert", "conflict", "consent", "entry", "head|inbox", "hits", "points", "purchase", "reaction", "send",
        "visitor",
    ];

    public async Task TakeBackAsync(string import, string leadId, CancellationToken cancel)
    {
        var chain = await leads.ChainAsync(leadId, cancel);
        foreach (var lead in chain)
            while (!await TryTakeAsync(import, lead.Id, cancel)) cancel.ThrowIfCancellationRequested();
        // What somebody else told of a part is copied anew, where the copy was one of the import's.
        foreach (var lead in chain.Where(lead => lead.Profile?.MergedInto is not null))
            await post.SendAsync(new LeadMerged(lead.Id, lead.Profile!.MergedInto!.Into), cancel);
    }

    /// <summary>False where more is to be taken.</summary>
    private async Task<bool> TryTakeAsync(string import, string leadId, CancellationToken cancel)
    {
        var (isLast, only) = (true, (LeadSnapshot?)null);
        if ((await leads.LoadAsync(leadId, cancel)).Lead.Gone is { IsUnderWay: true, Why: Farewell.Undone })
        {
            await post.SendAsync(new LeadForgotten(leadId, time.GetUtcNow(), Farewell.Undone), cancel);
            return true;
        }
        var outcome = await leads.RebuildAsync(leadId, async (snapshot, _) =>
        {
            only = null;
            if (snapshot.Lead.Profile is null) return null;
            var rows = await MarkedAsync(import, leadId, cancel);
            isLast = Undoing.IsLast(snapshot.Lead, import, rows);
            if (Undoing.IsOnlyOf(snapshot.Lead, import) && !await HasOthersAsync(leadId, rows, cancel))
            {
                only = snapshot;
                return null;
            }
            var events = await leads.EventsAsync(leadId, cancel);
            return isLast
                ? Undoing.End(snapshot.Lead, import, events, rows, content.Edition, time.GetUtcNow())
                : Undoing.Shorten(snapshot.Lead, import, events, [.. rows.Take(Undoing.MostAtOnce)], content.Edition);
        }, cancel);
        if (only is not null) return await TryForgetAsync(only, cancel);
        if (outcome.After.Profile is null) return true;
        if (!isLast) return false;
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        await leads.ChangeAsync(leadId, (snapshot, _) => Undoing.Vacate(snapshot.Lead), cancel);
        return true;
    }

    /// <summary>False where somebody spoke of the person meanwhile.</summary>
    private async Task<bool> TryForgetAsync(LeadSnapshot only, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!await graves.TryBeginAsync(only, Erasure.Begin(only.Lead, Farewell.Undone, now), cancel)) return false;
        await post.SendAsync(new LeadForgotten(only.Lead.Id, now, Farewell.Undone), cancel);
        return true;
    }

    /// <summary>The rows that carry the import's mark.</summary>
    private async Task<List<MarkedRow>> MarkedAsync(string import, string leadId, CancellationToken cancel)
    {
        var rows = new List<MarkedRow>();
        foreach (var kind in new[] { "reaction", "purchase" })
            await foreach (var row in leads.HistoryAsync(leadId, kind, cancel))
                if (Read(row, row.RowKey) is var read && read.Imports.Any(mark => ImportMark.IsOf(mark, import)))
                    rows.Add(read with { Conflicts = await ConflictsAsync(leadId, row.RowKey, cancel) });
        return rows;
    }

    private async Task<IReadOnlyList<MarkedRow>> ConflictsAsync(string leadId, string key, CancellationToken cancel)
    {
        var found = new List<TableEntity>();
        await foreach (var row in leads.HistoryAsync(leadId, $"conflict|{key}", cancel)) found.Add(row);
        return [.. found.OrderBy(row => row.Timestamp).ThenBy(row => row.RowKey, StringComparer.Ordinal)
            .Select(row => Read(row, key))];
    }

    private static MarkedRow Read(TableEntity row, string key) => key.StartsWith("reaction", StringComparison.Ordinal)
        ? new MarkedRow(row.RowKey, row.ETag.ToString(), Rows.Body<Reaction>(row), null, [])
        : new MarkedRow(row.RowKey, row.ETag.ToString(), null, Rows.Body<PurchaseNote>(row), []);

    /// <summary>Whether something lies with the lead that this import did not bring, or not alone.</summary>
    private async Task<bool> HasOthersAsync(
        string leadId, IReadOnlyCollection<MarkedRow> marked, CancellationToken cancel)
    {
        var own = marked.Where(row => row is { Imports.Count: 1, Conflicts.Count: 0 }).Select(row => row.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var kind in Kinds)
            await foreach (var row in leads.HistoryAsync(leadId, kind, cancel))
                if (!own.Contains(row.RowKey)) return true;
        return false;
    }
}
