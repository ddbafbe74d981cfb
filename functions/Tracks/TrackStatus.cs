using LeadScoring.Insights;
using LeadScoring.Publishing;

namespace LeadScoring.Tracks;

/// <summary>How far the tracks of a product line have come.</summary>
public sealed class TrackStatus(TrackStore tracks, MarkStore marks, InForce content, TimeProvider time)
{
    /// <summary>
    /// <see cref="Made.Waiting"/> counts up to <see cref="MarkStore.MostCounted"/>; with nobody waiting, all changes up
    /// to now are in, else those up to the latest refresh.
    /// </summary>
    public async Task<Made> ReadAsync(string product, CancellationToken cancel)
    {
        var (waiting, now) = (await marks.CountAsync(cancel), time.GetUtcNow());
        if (waiting == 0) return new Made(now, 0, content.Edition.Rules.Version);
        var states = await Task.WhenAll(
            Enumerable.Range(0, TrackRows.Buckets).Select(bucket => tracks.StateAsync(product, bucket, cancel)));
        return new Made(states.Max(state => state.At) ?? now, waiting, content.Edition.Rules.Version);
    }
}
