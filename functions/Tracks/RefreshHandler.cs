using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>
/// Works marks off: reads what a changed lead's partition says now, and puts its track and what that adds to the sums
/// in the place of what was there. The state of a bucket is read before the leads and replaced with the change, so of
/// two handlers who meet, one reads everything again: the sums are those of the tracks, and no track is older than one
/// that was there before. Killed anywhere, the marks are left, and who finds nothing changed writes nothing.
/// </summary>
public sealed class RefreshHandler(
    MarkStore marks, TrackStore tracks, TrackReader reader, Post post, InForce content, TimeProvider time)
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

    /// <summary>The marks of these leads go, but of who changed meanwhile and of whom no track can be made.</summary>
    /// <returns>False where the bucket kept changing.</returns>
    private async Task<bool> TryWorkOffAsync(int bucket, IReadOnlyList<Mark> slice, CancellationToken cancel)
    {
        var left = content.Edition.Rules.Products.Keys.ToDictionary(
            product => product, _ => slice.Select(mark => mark.LeadId).ToList(), StringComparer.Ordinal);
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
                var saved = batch.Count == 0 ? 0 : await tracks.SaveAsync(state, batch, time.GetUtcNow(), cancel);
                if (saved > 0) tries = 0;
                left[state.Product] = [.. moves.Skip(saved ?? 0).Select(move => move.LeadId)];
                if (left[state.Product].Count == 0) left.Remove(state.Product);
            }
        }
        await marks.RemoveAsync(slice.Where(mark => !failed.Contains(mark.LeadId)), cancel);
        return true;
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
}
