using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Rewards;
using LeadScoring.RollOut;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tracks;

/// <summary>
/// Makes tracks of what lies in leads' partitions. A lead of which none can be made (a mistake of ours) is told in the
/// log and left out, so that it holds nobody else up.
/// </summary>
public sealed partial class TrackReader(
    LeadStore leads, PointsStore points, RulesWatch watch, InForce content, CubeSet cubes, ILogger<TrackReader> log)
{
    /// <summary>By lead and product line; null: no track. Who failed is not among them.</summary>
    /// <exception cref="LeadBusyException">A lead stands under rules that this process cannot find.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, KeptTrack?>>> ReadAsync(
        IEnumerable<string> leadIds, CancellationToken cancel)
    {
        var made = new System.Collections.Concurrent.ConcurrentDictionary<
            string, IReadOnlyDictionary<string, KeptTrack?>>(StringComparer.Ordinal);
        await SideBySide.ForEachAsync(leadIds.Distinct(StringComparer.Ordinal), async (id, stop) =>
        {
            if (await TryReadAsync(id, stop) is { } tracks) made[id] = tracks;
        }, cancel);
        return made;
    }

    private async Task<IReadOnlyDictionary<string, KeptTrack?>?> TryReadAsync(string id, CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(id, cancel);
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException and not LeadBusyException
            && !Outage.Is(mistake))
        {
            LogLeftOut(id, mistake);
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<string, KeptTrack?>> ReadAsync(string id, CancellationToken cancel)
    {
        var lead = (await leads.LoadAsync(id, cancel)).Lead;
        if (lead.Profile?.Rules > content.Edition.Rules.Version) await watch.RefreshAsync(cancel);
        var edition = content.Edition;
        if (lead.Profile?.Rules > edition.Rules.Version) throw new LeadBusyException(id);
        var deeds = lead.IsInUse ? await leads.DeedsAsync(id, cancel) : LeadDeeds.None;
        var tracks = edition.Rules.Products.Values.ToDictionary(
            product => product.Id,
            product => Tracking.Of(lead, deeds.Events, deeds.Stages, product, edition) is { } track
                ? KeptTrack.Of(track, cubes, new CubeBasis(edition.Rules, product, edition))
                : null,
            StringComparer.Ordinal);
        if (edition.Rewards is not null)
            tracks[TrackLines.Brand] = lead.IsInUse ? await points.TrackAsync(lead, deeds, edition, cancel) : null;
        return tracks;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No track can be made of lead {LeadId}; insights lack it")]
    private partial void LogLeftOut(string leadId, Exception mistake);
}
