using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Rewards;

/// <summary>A campaign in which the person may buy one more entry.</summary>
public sealed record EntryOffer(string CampaignId, string Title);

/// <summary>
/// Pure: what the preference centre shows of the points: the balance, what expires next, and where one more entry can
/// be had for <see cref="Costs"/>. Who has no ledger is shown nothing.
/// </summary>
public sealed record PointsOffer(
    string Programme, long Balance, long? Expiring, string? GoodThrough, long? Costs, IReadOnlyList<EntryOffer> Offers)
{
    /// <summary>Names the next spending, so that a button that is pressed twice spends once.</summary>
    public required string NextId { get; init; }

    /// <summary>What the last press came to; null: it was no spending.</summary>
    public bool? Spent { get; init; }

    public static PointsOffer? Of(
        Lead lead, PointsBook book, RewardRules rules, Edition edition, string locale, DateTimeOffset now,
        string nextId)
    {
        if (book.Lines.Count == 0) return null;
        var next = PointsExpiring.Of(book);
        var canPay = rules.EntryCosts <= book.Balance;
        var offers = edition.Campaigns.Values
            .Where(campaign => canPay && Spending.Obstacle(
                campaign, edition.Rules.Products.GetValueOrDefault(campaign.Product), lead.Profile, now) is null)
            .Select(campaign => new EntryOffer(campaign.Id, campaign.Title.For(locale)));
        return new PointsOffer(
            rules.Name.For(locale), book.Balance, next?.Points, next?.GoodThrough, rules.EntryCosts, [.. offers])
        {
            NextId = nextId,
        };
    }
}
