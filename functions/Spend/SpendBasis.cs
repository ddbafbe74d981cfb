using LeadScoring.Intake;
using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Spend;

/// <summary>Money of one campaign in one month that nobody told.</summary>
public sealed record UnknownCost(string Month, string Campaign);

/// <summary>What some campaigns cost over some months, as far as it is known; null: nothing is.</summary>
public sealed record KnownCost(decimal? Amount, IReadOnlyList<UnknownCost> Unknown)
{
    /// <summary>The whole cost; null where a part is not known, or there is none.</summary>
    public decimal? Whole => Unknown.Count == 0 ? Amount : null;
}

/// <summary>
/// What is known beside the leads: campaigns with their costs, the share of revenue that stays, the present month.
/// </summary>
public sealed record SpendBasis(
    ProductLine Product, decimal Margin, YearMonth Now, IReadOnlyDictionary<string, Campaign> Campaigns,
    IReadOnlyDictionary<string, IReadOnlyDictionary<YearMonth, MonthCost>> Costs)
{
    /// <summary>
    /// Of a campaign in a month that has begun: the cost told; else it is unknown where the campaign was open in the
    /// month, or is no longer in the content and brought leads; else there is none.
    /// </summary>
    public KnownCost CostOf(string campaign, YearMonth month, bool broughtLeads)
    {
        if (campaign == Conversions.None || month > Now) return new KnownCost(null, []);
        if (Costs.GetValueOrDefault(campaign)?.GetValueOrDefault(month) is { } told)
            return new KnownCost(told.Amount, []);
        var isExpected = Campaigns.TryGetValue(campaign, out var known) ? IsOpen(known, month) : broughtLeads;
        return new KnownCost(null, isExpected ? [new UnknownCost(Months.NameOf(month), campaign)] : []);
    }

    public static KnownCost Sum(IEnumerable<KnownCost> costs)
    {
        var all = costs.ToList();
        return new KnownCost(
            all.Any(cost => cost.Amount is not null) ? all.Sum(cost => cost.Amount ?? 0) : null,
            [.. all.SelectMany(cost => cost.Unknown)]);
    }

    private bool IsOpen(Campaign campaign, YearMonth month)
    {
        var (first, next) = (Days.Of(month.OnDayOfMonth(1)), Days.Of(month.PlusMonths(1).OnDayOfMonth(1)));
        return campaign.Opens < Product.StartOf(next) && campaign.Closes > Product.StartOf(first);
    }
}
