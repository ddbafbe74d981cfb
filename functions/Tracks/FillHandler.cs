using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>
/// Marks all leads of a store in which none, or other cubes, were kept up to now: once, bucket by bucket, slice by
/// slice. Each message says where it goes on, so who dies repeats a slice.
/// </summary>
public sealed class FillHandler(Tables tables, TrackStore tracks, MarkStore marks, Post post, IEnumerable<ICube> cubes)
{
    private const int Slice = 200;

    /// <summary>Of what cubes the store says that it is filled.</summary>
    private readonly string _cubes = Digest.Of(
        string.Join('|', cubes.Select(cube => cube.Name).Order(StringComparer.Ordinal)));

    /// <summary>At the start: a message for each bucket that is not filled; an empty store is at once.</summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        var from = TrackRows.Filled(_cubes, 0);
        var filled = await tables.Insights
            .RangeAsync(TrackRows.Common, from, from[..^1] + "g", TrackRows.Buckets, cancel)
            .Select(row => row.RowKey).ToHashSetAsync(StringComparer.Ordinal, cancel);
        var open = Enumerable.Range(0, TrackRows.Buckets)
            .Where(bucket => !filled.Contains(TrackRows.Filled(_cubes, bucket))).ToList();
        if (open.Count == 0) return;
        if (open.Count == TrackRows.Buckets && !await tracks.IsAnybodyHereAsync(cancel)) await EndAsync(open, cancel);
        else
            foreach (var bucket in open) await post.SendAsync(new InsightsDue(InsightsDueKind.Fill, bucket), cancel);
    }

    public async Task HandleAsync(InsightsDue message, CancellationToken cancel)
    {
        var ids = await tracks.LeadsAsync(message.Bucket, message.After, Slice, cancel).ToListAsync(cancel);
        await SideBySide.ForEachAsync(ids, marks.AddAsync, cancel);
        if (ids.Count < Slice) await EndAsync([message.Bucket], cancel);
        else await post.SendAsync(message with { After = ids[^1] }, cancel);
    }

    private Task EndAsync(IEnumerable<int> buckets, CancellationToken cancel) => tables.Insights.SubmitPartsAsync(
        buckets.Select(bucket => new TableTransactionAction(
            TableTransactionActionType.UpsertReplace,
            new TableEntity(TrackRows.Common, TrackRows.Filled(_cubes, bucket)))),
        cancel);
}
