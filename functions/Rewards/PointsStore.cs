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
        await OfAsync(lead, await leads.EventsAsync(lead.Id, cancel), rules, now, cancel);

    /// <summary>The same of events that were read already.</summary>
    public async Task<PointsAccount> OfAsync(
        Lead lead, LeadEvents events, RewardRules rules, DateTimeOffset now, CancellationToken cancel)
    {
        var acts = await ActsAsync(Parts.Ids(lead.Profile!).Prepend(lead.Id), cancel);
        var past = PointsPast.Of(lead, events, acts, content.Edition);
        // By the clock of another worker an act may lie ahead; what was decided counts at once.
        var asOf = past.Acts is [.., var latest] && latest.At > now ? latest.At : now;
        return new PointsAccount(past, BookOf(past, rules, content.Edition, asOf));
    }

    /// <summary>What a person's ledger adds to the sums of all; null: there is none.</summary>
    public async Task<KeptTrack?> TrackAsync(
        Lead lead, LeadDeeds deeds, Edition edition, CancellationToken cancel)
    {
        if (edition.Rewards is not { } rules) return null;
        var others = await ActsAsync(Parts.Ids(lead.Profile!), cancel);
        var past = PointsPast.Of(lead, deeds.Events, others.Concat(deeds.Acts), edition);
        return PointsCells.TrackOf(lead.Id, BookOf(past, rules, edition, null));
    }

    private async Task<List<PointsAct>> ActsAsync(IEnumerable<string> leadIds, CancellationToken cancel)
    {
        var acts = new List<PointsAct>();
        foreach (var id in leadIds)
            await foreach (var row in leads.HistoryAsync(id, "points", cancel)) acts.Add(Rows.Body<PointsAct>(row));
        return acts;
    }

    private static PointsBook BookOf(PointsPast past, RewardRules rules, Edition edition, DateTimeOffset? asOf)
    {
        var zone = edition.Sender.TimeZone;
        return PointsBook.Of(new Earning(past, rules, zone).Movements(), rules, zone, asOf);
    }
}
