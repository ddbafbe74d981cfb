using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Rewards;

/// <summary>What counts for a person's points, and the ledger it makes.</summary>
public sealed record PointsAccount(PointsPast Past, PointsBook Book);

/// <summary>
/// Reads a person's points out of the partitions of the leads they are. Acts on a lead that was merged stay with it:
/// none is added there while it is merged, so they are as they were when it was.
/// </summary>
public sealed class PointsStore(LeadStore leads, InForce content)
{
    public async Task<PointsAccount> ReadAsync(
        Lead lead, RewardRules rules, DateTimeOffset now, CancellationToken cancel) =>
        await OfAsync(lead, await leads.DeedsAsync(lead.Id, cancel), rules, now, cancel);

    /// <summary>The same of what was read already.</summary>
    public async Task<PointsAccount> OfAsync(
        Lead lead, LeadDeeds deeds, RewardRules rules, DateTimeOffset now, CancellationToken cancel)
    {
        var past = await PastAsync(lead, deeds, content.Edition, cancel);
        // By the clock of another worker an act may lie ahead; what was decided counts at once.
        var asOf = past.Acts is [.., var latest] && latest.At > now ? latest.At : now;
        return new PointsAccount(past, BookOf(past, rules, content.Edition, asOf));
    }

    /// <summary>What a person's ledger adds to the sums of all; null: there is none.</summary>
    public async Task<KeptTrack?> TrackAsync(
        Lead lead, LeadDeeds deeds, Edition edition, CancellationToken cancel) => edition.Rewards is { } rules
            ? PointsCells.TrackOf(
                lead.Id, BookOf(await PastAsync(lead, deeds, edition, cancel), rules, edition, null))
            : null;

    private async Task<PointsPast> PastAsync(
        Lead lead, LeadDeeds deeds, Edition edition, CancellationToken cancel)
    {
        var acts = deeds.Acts.ToList();
        foreach (var id in Parts.Ids(lead.Profile!))
            await foreach (var row in leads.HistoryAsync(id, "points", cancel)) acts.Add(Rows.Body<PointsAct>(row));
        return PointsPast.Of(lead, deeds.Events, acts, edition);
    }

    private static PointsBook BookOf(PointsPast past, RewardRules rules, Edition edition, DateTimeOffset? asOf)
    {
        var zone = edition.Sender.TimeZone;
        return PointsBook.Of(new Earning(past, rules, zone).Movements(), rules, zone, asOf);
    }
}
