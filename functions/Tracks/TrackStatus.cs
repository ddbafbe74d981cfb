using LeadScoring.Insights;
using LeadScoring.Publishing;

namespace LeadScoring.Tracks;

/// <summary>How far the tracks have come.</summary>
public sealed class TrackStatus(MarkStore marks, InForce content, TimeProvider time)
{
    /// <summary>
    /// <see cref="Made.Waiting"/> counts up to <see cref="MarkStore.MostCounted"/>; with nobody waiting, all changes up
    /// to now are in, else those before the first that waits.
    /// </summary>
    public async Task<Made> ReadAsync(CancellationToken cancel)
    {
        var (waiting, since) = await marks.WaitingAsync(cancel);
        return new Made(since ?? time.GetUtcNow(), waiting, content.Edition.Rules.Version);
    }
}
