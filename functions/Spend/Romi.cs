using LeadScoring.Effect;
using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Spend;

/// <summary>
/// What was spent and what came of it in one month, or by one campaign. Leads, hot leads and customers are counted for
/// the campaign they came by and in the month in which they became it; orders and revenue are credited. Costs by lead
/// are plain quotients. <paramref name="Return"/>: (margin × revenue − cost) / cost. <paramref name="Incremental"/> is
/// what is known to be caused, against the cost of months whose leads were followed; null for a single month, and where
/// nobody asked.
/// </summary>
public sealed record SpendLine(
    string? Month, string? Campaign, decimal? Cost, IReadOnlyList<UnknownCost> CostUnknown, long Leads, long HotLeads,
    long Customers, double Orders, Figure Revenue, double? CostPerLead, double? CostPerHotLead,
    double? CostPerCustomer, Figure Return, Incremental? Incremental);

/// <summary>
/// The leads that came in one month by a campaign, against what that month cost. <paramref name="Growing"/>: younger
/// than <see cref="Romi.CycleMonths"/>, more is to come.
/// </summary>
public sealed record SpendCohort(
    string Month, int AgeMonths, bool Growing, decimal? Cost, IReadOnlyList<UnknownCost> CostUnknown, long Leads,
    Figure HotRate, Figure CustomerRate, long Orders, Figure RevenuePerLead, Figure Return);

/// <summary>
/// Pure: spend against return, by month, by campaign and by cohort. What came without a campaign has a line of its own
/// among campaigns and is in no other.
/// </summary>
public sealed record Romi(
    SpendLine Total, IReadOnlyList<SpendLine> Months, IReadOnlyList<SpendLine> Campaigns,
    IReadOnlyList<SpendCohort> Cohorts)
{
    /// <summary>People think for months before they buy: for a year a cohort counts as growing.</summary>
    public const int CycleMonths = 12;

    public static Romi Of(
        IReadOnlyList<Cell> counted, IReadOnlyList<Cell> credited, SpendBasis basis, string credit, Months months,
        string language, Increments? increments = null)
    {
        var facts = new SpendFacts(counted, credited, basis, credit, months);
        var say = new SpendTexts(language);
        var named = facts.Campaigns.Where(campaign => campaign != Conversions.None).ToList();
        return new Romi(
            Line(null, null, named, facts.Months, increments?.OfAll(ReturnOf(named))),
            [.. facts.Months.Select(month => Line(month, null, named, [month], null))],
            [
                .. facts.Campaigns.Select(campaign => Line(
                    null, campaign, [campaign], facts.Months, increments?.OfCampaign(campaign, ReturnOf([campaign])))),
            ],
            [.. facts.Months.Where(month => month <= basis.Now).Select(Cohort)]);

        SpendLine Line(
            YearMonth? month, string? campaign, IReadOnlyList<string> campaigns, IReadOnlyList<YearMonth> of,
            Incremental? added)
        {
            var cost = facts.Cost(campaigns, of);
            var (became, made) = (facts.Became(campaigns, of), facts.Credited(campaigns, of));
            var n = (long)decimal.Ceiling(made[0]);
            var revenue = Revenue(made[2], made[3], n);
            return new SpendLine(
                month is { } one ? Spend.Months.NameOf(one) : null, campaign, cost.Amount, cost.Unknown,
                (long)became[0], (long)became[1], (long)became[2], (double)made[0], revenue,
                Per(cost, became[0]), Per(cost, became[1]), Per(cost, became[2]),
                Return(revenue, cost, basis.Margin, say), added);
        }

        Func<Figure, Figure> ReturnOf(IReadOnlyList<string> campaigns) => added => Return(
            added, facts.Cost(campaigns, [.. facts.Months.Where(month => increments!.IsFollowed(month))]), basis.Margin,
            say);

        SpendCohort Cohort(YearMonth month)
        {
            var (cost, came) = (facts.Cost(named, [month]), facts.Came(named, [month]));
            var age = 12 * (basis.Now.Year - month.Year) + basis.Now.Month - month.Month;
            var (leads, orders) = ((long)came[0], (long)came[3]);
            return new SpendCohort(
                Spend.Months.NameOf(month), age, age < CycleMonths, cost.Amount, cost.Unknown, leads,
                Rate(came[1], leads, say), Rate(came[2], leads, say), orders,
                Mean(came[4], came[5], leads, orders, say),
                Return(Revenue(came[4], came[5], orders), cost, basis.Margin, say));
        }
    }

    private static double? Per(KnownCost cost, decimal count) =>
        cost.Whole is { } whole && count > 0 ? (double)(whole / count) : null;

    private static Figure Rate(decimal hits, long n, SpendTexts say)
    {
        if (n == 0) return new Figure(null, null, null, 0, say.NoLeads);
        var (low, high) = Wilson.Of((int)hits, (int)n);
        return new Figure((double)hits / n, low, high, n, n < SpendTexts.Few ? say.FewLeads : null);
    }

    /// <summary>A sum over orders; without any of them nothing is known of how far it may be off.</summary>
    private static Figure Revenue(decimal sum, decimal squares, long orders) =>
        orders == 0 ? new Figure((double)sum, null, null, 0) : Attribution.Sum(sum, squares, orders);

    /// <summary>
    /// The mean with its normal interval, of the sum and the sum of squares over n leads: it takes orders enough, too.
    /// </summary>
    private static Figure Mean(decimal sum, decimal squares, long n, long orders, SpendTexts say)
    {
        if (n == 0) return new Figure(null, null, null, 0, say.NoLeads);
        var mean = (double)sum / n;
        if (n < SpendTexts.Few) return new Figure(mean, null, null, n, say.FewLeads);
        if (orders == 0) return new Figure(mean, null, null, n, say.NoOrders);
        var variance = Math.Max(0, ((double)squares - n * mean * mean) / (n - 1));
        var half = Wilson.Z * Math.Sqrt(variance / n);
        return new Figure(mean, Math.Max(0, mean - half), mean + half, n, Few(orders, say));
    }

    private static Figure Return(Figure revenue, KnownCost cost, decimal margin, SpendTexts say)
    {
        if (cost.Unknown.Count > 0) return new Figure(null, null, null, revenue.N, say.NoCost(cost.Unknown));
        if (cost.Amount is not > 0) return new Figure(null, null, null, revenue.N, say.NothingSpent);
        var (spent, kept) = ((double)cost.Amount.Value, (double)margin);
        return new Figure(
            Of(revenue.Value), Of(revenue.Low), Of(revenue.High), revenue.N, Few(revenue.N, say));
        double? Of(double? brought) => (kept * brought - spent) / spent;
    }

    private static string? Few(long orders, SpendTexts say) =>
        orders == 0 ? say.NoOrders : orders < SpendTexts.Few ? say.FewOrders : null;
}
