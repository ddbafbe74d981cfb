using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

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
        Lead lead, RewardRules rules, DateTimeOffset now, CancellationToken cancel)
    {
        var events = await leads.EventsAsync(lead.Id, cancel);
        var acts = new List<PointsAct>();
        foreach (var id in Parts.Ids(lead.Profile!).Prepend(lead.Id))
            await foreach (var row in leads.HistoryAsync(id, "points", cancel)) acts.Add(Rows.Body<PointsAct>(row));
        var past = PointsPast.Of(lead, events, acts, content.Edition);
        var zone = content.Edition.Sender.TimeZone;
        var movements = new Earning(past, rules, zone).Movements();
        // By the clock of another worker an act may lie ahead; what was decided counts at once.
        var asOf = past.Acts is [.., var latest] && latest.At > now ? latest.At : now;
        return new PointsAccount(past, PointsBook.Of(movements, rules, zone, asOf));
    }
}
