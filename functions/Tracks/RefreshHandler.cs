using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tracks;

/// <summary>
/// Works marks off: reads what a changed lead's partition says now, and puts its track and what that adds to the sums
/// in the place of what was there. The state of a bucket is read before the leads and replaced with the change, so of
/// two handlers who meet, one reads everything again: the sums are those of the tracks, and no track is older than one
/// that was there before. Killed anywhere, the marks are left, and who finds nothing changed writes nothing.
/// </summary>
public sealed partial class RefreshHandler(
    MarkStore marks, TrackStore tracks, TrackReader reader, Post post, InForce content, TimeProvider time,
    ILogger<RefreshHandler> log)
{
    /// <summary>Leads looked at by one message.</summary>
    private const int Slice = 50;

    /// <summary>After that somebody else is at the same bucket all the time: they may go on.</summary>
    private const int MaxTries = 20;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    /// <summary>A message for each bucket in which somebody is marked.</summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        foreach (var bucket in await marks.BucketsAsync(cancel))
            await post.SendAsync(new InsightsDue(InsightsDueKind.Refresh, bucket), cancel);
    }

    /// <summary>The next slice of a bucket; each sends the message of the one behind it.</summary>
    public async Task HandleAsync(InsightsDue message, CancellationToken cancel)
    {
        var slice = await marks.ReadAsync(message.Bucket, message.After, Slice, cancel);
        if (slice.Count == 0) return;
        if (!await TryWorkOffAsync(message.Bucket, slice, cancel))
            await post.SendAsync(message, cancel, Later);
        else if (slice.Count == Slice)
            await post.SendAsync(message with { After = slice[^1].LeadId }, cancel);
    }

    /// <summary>Works off who is marked in a bucket now, up to so many slices.</summary>
    public async Task WorkOffAsync(int bucket, int mostSlices, CancellationToken cancel)
    {
        string? after = null;
        for (var n = 0; n < mostSlices; n++)
        {
            var slice = await marks.ReadAsync(bucket, after, Slice, cancel);
            if (slice.Count == 0 || !await TryWorkOffAsync(bucket, slice, cancel) || slice.Count < Slice) return;
            after = slice[^1].LeadId;
        }
    }

    /// <summary>
    /// The marks of these leads go, but of who changed meanwhile; of whom no track can be made or kept is set aside.
    /// </summary>
    /// <returns>False where the bucket kept changing.</returns>
    private async Task<bool> TryWorkOffAsync(int bucket, IReadOnlyList<Mark> slice, CancellationToken cancel)
    {
        var left = TrackLines.Of(content.Edition).ToDictionary(
            line => line, _ => slice.Select(mark => mark.LeadId).ToList(), StringComparer.Ordinal);
        var failed = new HashSet<string>(StringComparer.Ordinal);
        for (var tries = 0; left.Count > 0; tries++)
        {
            if (tries == MaxTries) return false;
            var states = new List<BucketState>();
            foreach (var product in left.Keys) states.Add(await tracks.StateAsync(product, bucket, cancel));
            var read = await reader.ReadAsync(left.Values.SelectMany(ids => ids), cancel);
            foreach (var state in states)
            {
                failed.UnionWith(left[state.Product].Where(id => !read.ContainsKey(id)));
                var moves = await MovesAsync(state.Product, left[state.Product].Where(read.ContainsKey), read, cancel);
                var batch = TrackMove.Together(moves);
                var saved = await TrySaveAsync(state, batch, failed, cancel);
                if (saved is not null && batch.Count > 0) tries = 0;
                left[state.Product] =
                [
                    .. batch.Take(saved ?? 0).Where(move => move.IsHalf).Concat(moves.Skip(saved ?? 0))
                        .Select(move => move.LeadId).Where(id => !failed.Contains(id)),
                ];
                if (left[state.Product].Count == 0) left.Remove(state.Product);
            }
        }
        await marks.RemoveAsync(slice.Where(mark => !failed.Contains(mark.LeadId)), cancel);
        await marks.SetAsideAsync([.. slice.Where(mark => failed.Contains(mark.LeadId))], cancel);
        return true;
    }

    /// <summary>How many were saved; null where the bucket changed. Who has no room there failed.</summary>
    private async Task<int?> TrySaveAsync(
        BucketState state, IReadOnlyList<TrackMove> batch, HashSet<string> failed, CancellationToken cancel)
    {
        try
        {
            return batch.Count == 0 ? 0 : await tracks.SaveAsync(state, batch, time.GetUtcNow(), cancel);
        }
        catch (InvalidDataException full)
        {
            LogLeftOut(batch[0].LeadId, full);
            failed.Add(batch[0].LeadId);
            return 0;
        }
    }

    private async Task<IReadOnlyList<TrackMove>> MovesAsync(
        string product, IEnumerable<string> leadIds,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, KeptTrack?>> read, CancellationToken cancel)
    {
        var moves = new System.Collections.Concurrent.ConcurrentBag<TrackMove>();
        await SideBySide.ForEachAsync(leadIds, async (id, stop) =>
        {
            var move = new TrackMove(
                id, await tracks.FindAsync(product, id, stop), read[id].GetValueOrDefault(product));
            if (move.Changes) moves.Add(move);
        }, cancel);
        return [.. moves.OrderBy(move => move.LeadId, StringComparer.Ordinal)];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The track of lead {LeadId} has no room; insights lack it")]
    private partial void LogLeftOut(string leadId, Exception mistake);
}
