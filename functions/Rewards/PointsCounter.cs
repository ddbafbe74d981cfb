using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Rewards;

/// <summary>The points of who holds the link to the preference centre: shown, and spent by its button.</summary>
public sealed class PointsCounter(
    PointsStore points, PointsHandler acts, InForce content, Chance chance, TimeProvider time)
{
    /// <summary>Null where there is no programme, or nothing to show.</summary>
    public async Task<PointsOffer?> OfferAsync(Lead lead, CancellationToken cancel)
    {
        if (content.Edition.Rewards is not { } rules || !lead.IsInUse) return null;
        var now = time.GetUtcNow();
        var account = await points.ReadAsync(lead, rules, now, cancel);
        return PointsOffer.Of(
            lead, account.Book, rules, content.Edition, lead.Profile!.Language, now, "page|" + chance.NewId());
    }

    /// <summary>One more entry in this campaign, once for each id; false where it cannot be had.</summary>
    public async Task<bool> BuyAsync(string leadId, string id, string campaignId, CancellationToken cancel)
    {
        if (content.Edition.Rewards is not { EntryCosts: { } costs } rules || id.Length is 0 or > 100) return false;
        var asked = new PointsAct
        {
            Id = id,
            At = time.GetUtcNow(),
            Points = -costs,
            CampaignId = campaignId,
            Entries = 1,
        };
        return (await acts.ActAsync(leadId, asked, rules, cancel)).Decision.Act is not null;
    }
}
