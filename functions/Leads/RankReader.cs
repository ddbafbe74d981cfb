using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>One lead as a list row, with its score of this second under the rules it stands under.</summary>
public sealed record Ranked(
    ScoringRules Rules, ProductLine Product, RankRow Row, string Position, double Points, double Score)
{
    public static Ranked Of(
        RankRow row, ScoringRules rules, ProductLine product, DateTimeOffset now, string position = "")
    {
        var points = Scoring.Points.At(row.Input, rules, product, product.DayOf(now));
        return new Ranked(rules, product, row, position, points, Scoring.Points.Score(points, product.HalfSaturation));
    }
}

/// <summary>
/// Reads lists as range scans. The order of a product's rows under one version of the rules never changes with time, so
/// the shards are merged by row key; lines of products and of versions, which cool at different speeds, are merged by
/// the score of the asked day, which is exact because each line by itself is in order.
/// </summary>
public sealed class RankReader(Tables tables)
{
    /// <summary>The leads of one product in one list, highest first, along the asked stretch.</summary>
    public async IAsyncEnumerable<Ranked> ReadAsync(
        RulesLine line, ProductLine product, string list, RankSpan span, DateTimeOffset now,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var shards = RankLists.Partitions(product.Id)
            .Select(partition => Rows(partition, list, span, cancel).GetAsyncEnumerator(cancel)).ToList();
        try
        {
            var heads = new PriorityQueue<IAsyncEnumerator<TableEntity>, string>(StringComparer.Ordinal);
            var filled = await Task.WhenAll(shards.Select(shard => shard.MoveNextAsync().AsTask()));
            foreach (var (shard, any) in shards.Zip(filled)) if (any) heads.Enqueue(shard, shard.Current.RowKey);
            while (heads.TryDequeue(out var shard, out var position))
            {
                var row = Storage.Rows.Body<RankRow>(shard.Current);
                var place = position[(list.Length + 1)..position.LastIndexOf('|')];
                yield return Ranked.Of(row, line.Rules, product, now, place);
                if (await shard.MoveNextAsync()) heads.Enqueue(shard, shard.Current.RowKey);
            }
        }
        finally
        {
            foreach (var shard in shards) await shard.DisposeAsync();
        }
    }

    private IAsyncEnumerable<TableEntity> Rows(string partition, string list, RankSpan span, CancellationToken cancel)
    {
        // A position is {rank key}|{leadId}; behind it come its revisions, which '}' passes over.
        var from = span.After.Length > 0 ? $"{list}|{span.After}}}" : $"{list}|";
        var to = span.UpTo is { } bound ? $"{list}|{bound}}}" : $"{list}}}";
        return tables.Rank.RangeAsync(partition, from, to, span.PageSize, cancel);
    }
}

/// <summary>
/// A stretch of a list: after this position (empty: from the top), up to this rank key (null: to the end), in pages of
/// this many rows per shard.
/// </summary>
public sealed record RankSpan(string After, string? UpTo, int PageSize);
