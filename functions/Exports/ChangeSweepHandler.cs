using Azure;
using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Exports;

/// <summary>
/// Takes the lines of the change feed out that are older than they are kept: each hour one shard of one product line in
/// turn, with one range read and so many lines at the most, 2.4 million a day. Safe to run twice and on many instances.
/// </summary>
public sealed class ChangeSweepHandler(Tables tables, InForce content, TimeProvider time)
{
    /// <summary>Lines of a shard in one run; there are 24 runs a day.</summary>
    private const int Most = 100_000;
    private const int MostAtOnce = 100;

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(50);

    private DateTimeOffset? _sweptAt;

    /// <summary>Once in an hour, however often it is asked.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_sweptAt is { } at && now - at < Apart && now >= at) return;
        var (edition, from) = (content.Edition, RankLists.ChangesAt(DateTimeOffset.MinValue));
        var to = RankLists.ChangesAt(Retention.Before(now, edition.Sender.Retention.Changes));
        var partitions = edition.Rules.Products.Keys.SelectMany(RankLists.Partitions).ToList();
        var turn = partitions[(int)(now.UtcTicks / TimeSpan.TicksPerHour % partitions.Count)];
        await foreach (var page in tables.Rank.RangeAsync(turn, from, to, 1000, cancel).Take(Most)
            .Chunk(MostAtOnce).WithCancellation(cancel))
            await RemoveAsync(page, cancel);
        _sweptAt = now; // not where it failed: the next tick sweeps on
    }

    private async Task RemoveAsync(TableEntity[] rows, CancellationToken cancel)
    {
        try
        {
            await tables.Rank.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)),
                cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another instance is at it; what it leaves, the next run takes.
        }
    }
}
