using System.Collections.Concurrent;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Exports;

/// <summary>
/// Reads the change feed in the order of time over all shards, and how the leads stand now, each from its own rows: a
/// move that is under way is told by a later line.
/// </summary>
public sealed class ChangeReader(Tables tables, LeadStore leads, InForce content, ModelStore models)
{
    /// <summary>The changes, and up to where the feed was read.</summary>
    public async Task<(IReadOnlyList<ChangedLead> Changes, ChangePlace End)> ReadAsync(
        ChangesQuery query, DateTimeOffset now, CancellationToken cancel)
    {
        var (lines, end) = await LinesAsync(query, now - ChangeFeed.Lag, cancel);
        var (changed, found) = (ChangeFeed.Once(lines), new ConcurrentDictionary<string, Lead>());
        await SideBySide.ForEachAsync(
            changed.Select(change => change.LeadId).Distinct(),
            async (id, stop) => found[id] = (await leads.LoadAsync(id, stop)).Lead, cancel);
        var forecasts = await models.InForceAsync(cancel);
        return ([.. changed.Select(change =>
        {
            var item = ItemOf(found[change.LeadId], change.Product, forecasts, query.Language, now);
            return new ChangedLead(change.LeadId, change.Product, change.At, item is null, item);
        })], end);
    }

    private async Task<(List<(string Product, string LeadId, DateTimeOffset At)> Lines, ChangePlace End)> LinesAsync(
        ChangesQuery query, DateTimeOffset until, CancellationToken cancel)
    {
        var shards = query.Products.SelectMany(product => RankLists.Partitions(product.Id)
            .Select(shard => (product.Id, Rows: RowsOf(shard, product.Id, query, until, cancel)))).ToList();
        try
        {
            var heads = new PriorityQueue<(string Id, IAsyncEnumerator<TableEntity> Rows), (string, string)>(InOrder);
            var filled = await Task.WhenAll(shards.Select(shard => shard.Rows.MoveNextAsync().AsTask()));
            foreach (var (shard, any) in shards.Zip(filled))
                if (any) heads.Enqueue(shard, (shard.Rows.Current.RowKey, shard.Id));
            var (lines, seen) = (new List<(string, string, DateTimeOffset)>(), new HashSet<(string, string)>());
            var end = query.From;
            while (heads.TryPeek(out var head, out var place))
            {
                var (at, leadId) = RankLists.ReadChange(place.Item1);
                var isFull = lines.Count == ChangeFeed.MostLines || seen.Count == query.Top;
                if (isFull && !(lines.Count < ChangeFeed.MostLines && seen.Contains((head.Id, leadId))))
                    return (lines, end);
                heads.Dequeue();
                lines.Add((head.Id, leadId, at));
                seen.Add((head.Id, leadId));
                end = new ChangePlace(place.Item1, head.Id);
                if (await head.Rows.MoveNextAsync()) heads.Enqueue(head, (head.Rows.Current.RowKey, head.Id));
            }
            var horizon = ChangePlace.At(until);
            // Another process' clock may be behind the one that gave the cursor.
            return (lines, string.CompareOrdinal(horizon.Key, end.Key) > 0 ? horizon : end);
        }
        finally
        {
            foreach (var shard in shards) await shard.Rows.DisposeAsync();
        }
    }

    private IAsyncEnumerator<TableEntity> RowsOf(
        string partition, string product, ChangesQuery query, DateTimeOffset until, CancellationToken cancel) =>
        tables.Rank.RangeAsync(
            partition, query.From.From(product), RankLists.ChangesAt(until), Rows.PageFor(query.Top + 1), cancel)
            .GetAsyncEnumerator(cancel);

    /// <summary>Null for a lead that is in no list of this product.</summary>
    private LeadListItem? ItemOf(
        Lead lead, string product, Forecasts forecasts, string language, DateTimeOffset now)
    {
        var state = lead.Product(product);
        if (!lead.IsInUse || state.Placed is not { Lists.IsEmpty: false }) return null;
        var rules = content.RulesOf(lead.Profile!.Rules);
        if (!rules.Products.TryGetValue(product, out var line)) return null;
        var fit = Fit.Of(lead.Profile.AttributeValues(), rules);
        var row = RankRow.Of(lead, state, fit, content.Edition.Sales, now);
        return LeadList.Item(Ranked.Of(row, rules, line, now), forecasts, now, content.Edition.Sales, language);
    }

    private static readonly Comparer<(string Key, string Product)> InOrder = Comparer<(string Key, string Product)>
        .Create((a, b) => string.CompareOrdinal(a.Key, b.Key) is var order and not 0
            ? order
            : string.CompareOrdinal(a.Product, b.Product));
}
