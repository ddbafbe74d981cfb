using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Spend;

/// <summary>Pure: the cells and costs of a product line, to be summed over campaigns and months.</summary>
internal sealed class SpendFacts
{
    private readonly SpendBasis _basis;
    private readonly Dictionary<(string Kind, string Campaign, YearMonth Month), decimal[]> _cells = [];

    public SpendFacts(
        IReadOnlyList<Cell> counted, IReadOnlyList<Cell> credited, SpendBasis basis, string credit, Months months)
    {
        _basis = basis;
        foreach (var cell in counted)
        {
            var key = cell.Key.Split(AttributionCube.Apart);
            if (months.Hold(key[0])) _cells[(key[1], key[2], Spend.Months.Parse(key[0]))] = [.. cell.Values];
        }
        var at = Crediting.ByPath.ToList().IndexOf(credit) * AttributionCube.Each;
        foreach (var cell in credited)
        {
            var key = cell.Key.Split(AttributionCube.Apart);
            if (key[1] != AttributionCube.ByCampaign || key[2] != AttributionCube.Credit || !months.Hold(key[0]))
                continue;
            _cells[(key[2], key[3], Spend.Months.Parse(key[0]))] =
                [.. cell.Values.Skip(at).Take(AttributionCube.Each)];
        }
        var told = basis.Costs.SelectMany(campaign => campaign.Value.Keys);
        var open = basis.Campaigns.Values.SelectMany(campaign => new[] { campaign.Opens, campaign.Closes.AddTicks(-1) })
            .Select(at => Spend.Months.Of(basis.Product.DayOf(at)));
        Months = Between(
            [.. _cells.Keys.Select(cell => cell.Month), .. told.Concat(open).Select(month => Past(month, basis.Now))],
            months);
        Campaigns =
        [
            .. _cells.Keys.Select(cell => cell.Campaign).Concat(basis.Campaigns.Keys).Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Every month, without gaps, from the first to the last of which there is something to say; none before
    /// <see cref="Spend.Months.First"/>, where only slips lie.
    /// </summary>
    public IReadOnlyList<YearMonth> Months { get; }

    public IReadOnlyList<string> Campaigns { get; }

    public KnownCost Cost(IReadOnlyList<string> campaigns, IReadOnlyList<YearMonth> months) => SpendBasis.Sum(
        from campaign in campaigns
        from month in months
        select _basis.CostOf(campaign, month, _cells.ContainsKey((RomiCube.Came, campaign, month))));

    /// <summary>New leads, leads that became hot, customers.</summary>
    public decimal[] Became(IReadOnlyList<string> campaigns, IReadOnlyList<YearMonth> months) =>
        Sum(RomiCube.Became, 3, campaigns, months);

    /// <summary>Leads, hot leads, customers, orders, revenue and its squares, as far as known.</summary>
    public decimal[] Came(IReadOnlyList<string> campaigns, IReadOnlyList<YearMonth> months) =>
        Sum(RomiCube.Came, 6, campaigns, months);

    /// <summary>Conversions, their squares, revenue, its squares.</summary>
    public decimal[] Credited(IReadOnlyList<string> campaigns, IReadOnlyList<YearMonth> months) =>
        Sum(AttributionCube.Credit, AttributionCube.Each, campaigns, months);

    private decimal[] Sum(string kind, int width, IReadOnlyList<string> campaigns, IReadOnlyList<YearMonth> months)
    {
        var sum = new decimal[width];
        foreach (var campaign in campaigns)
            foreach (var month in months)
            {
                if (!_cells.TryGetValue((kind, campaign, month), out var values)) continue;
                for (var i = 0; i < width; i++) sum[i] += values[i];
            }
        return sum;
    }

    /// <summary>What is to come is not looked at yet.</summary>
    private static YearMonth Past(YearMonth month, YearMonth now) => month > now ? now : month;

    private static IReadOnlyList<YearMonth> Between(IReadOnlyCollection<YearMonth> known, Months asked)
    {
        if (known.Count == 0) return [];
        var (first, last) = (known.Min(), known.Max());
        if (first.Year < Spend.Months.First) first = new YearMonth(Spend.Months.First, 1);
        var between = new List<YearMonth>();
        for (var month = first; month <= last; month = month.PlusMonths(1))
            if (asked.Hold(month)) between.Add(month);
        return between;
    }
}
