using Azure;
using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>
/// Marks all leads of a store in which none, or other cubes, or cubes of other content, were kept up to now: once,
/// bucket by bucket, slice by slice. Each message says where it goes on, so who dies repeats a slice.
/// </summary>
public sealed class FillHandler(
    Tables tables, TrackStore tracks, MarkStore marks, Post post, InForce content, CubeSet cubes)
{
    private const int Slice = 200;

    /// <summary>Of what cubes the store says that it is filled.</summary>
    private string Cubes => cubes.DigestIn(content.Edition);

    /// <summary>
    /// At the start: a message for each bucket that is not filled; an empty store is at once. Those of whom no track
    /// could be made are tried again: this may be the release that can.
    /// </summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        await marks.TakeUpAsync(cancel);
        var cubes = Cubes;
        var filled = await tables.Insights
            .RangeAsync(TrackRows.Common, TrackRows.FilledFrom, TrackRows.FilledTo, TrackRows.Buckets, cancel)
            .Select(row => row.RowKey).ToHashSetAsync(StringComparer.Ordinal, cancel);
        var now = Enumerable.Range(0, TrackRows.Buckets)
            .ToDictionary(bucket => bucket, bucket => TrackRows.Filled(cubes, bucket));
        var open = now.Where(bucket => !filled.Contains(bucket.Value)).Select(bucket => bucket.Key).ToList();
        if (open.Count == 0) return;
        // What was filled for others is so no longer: should they come back, all are looked at again.
        await SideBySide.ForEachAsync(filled.Except(now.Values), RemoveAsync, cancel);
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
            new TableEntity(TrackRows.Common, TrackRows.Filled(Cubes, bucket)))),
        cancel);

    private async Task RemoveAsync(string row, CancellationToken cancel)
    {
        try
        {
            await tables.Insights.DeleteEntityAsync(TrackRows.Common, row, ETag.All, cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another instance that starts, too.
        }
    }
}
