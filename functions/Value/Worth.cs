namespace LeadScoring.Value;

/// <summary>
/// What stays of money: <paramref name="Margin"/> of each payment, and money of a year from now is worth
/// <paramref name="DiscountPerYear"/> less.
/// </summary>
public sealed record Terms(double Margin, double DiscountPerYear);

/// <summary>What is expected of customers within so many days.</summary>
/// <param name="Days">The horizon.</param>
/// <param name="Orders">Of all of them.</param>
/// <param name="Total">What their orders are worth now, margin and discount taken off.</param>
/// <param name="TopShare">The share of it that the tenth with the highest values brings.</param>
/// <param name="NewCustomer">
/// The same of one customer who has just ordered for the first time, without that order.
/// </param>
public sealed record WorthWithin(int Days, double Orders, double Total, double TopShare, double NewCustomer)
{
    internal IReadOnlyList<double> Figures => [Orders, Total, TopShare, NewCustomer];
}

/// <summary>
/// LTV(h) = margin × Σ ΔE[orders] × E[order value] / (1 + d)^t, in steps of a quarter where there is a discount.
/// </summary>
public static class Worth
{
    private const double Week = 7;
    private const double Year = 365;
    private const int Step = 90;

    public static IReadOnlyList<WorthWithin> Of(
        ValueModel model, IReadOnlyList<Buyer> buyers, IReadOnlyList<int> horizons, Terms terms)
    {
        var times = Times(horizons, terms);
        var values = horizons.Select(_ => new List<(double Value, long Count)>(buyers.Count)).ToList();
        var orders = new double[horizons.Count];
        foreach (var buyer in buyers)
        {
            foreach (var (at, one) in OfOne(model, buyer, times, horizons, terms).Index())
            {
                values[at].Add((one.Value, buyer.Count));
                orders[at] += one.Orders * buyer.Count;
            }
        }
        var (mean, fresh) = (model.Spend.Expected(0, 0) * terms.Margin, Fresh(model, times, horizons, terms));
        return
        [
            .. horizons.Select((days, at) => new WorthWithin(
                days, orders[at], values[at].Sum(one => one.Value * one.Count), TopShare(values[at]),
                mean * fresh[at])),
        ];
    }

    /// <summary>Orders and value of one customer within each horizon.</summary>
    public static IReadOnlyList<(double Orders, double Value)> OfOne(
        ValueModel model, Buyer buyer, IReadOnlyList<int> horizons, Terms terms) =>
        OfOne(model, buyer, Times(horizons, terms), horizons, terms);

    private static IReadOnlyList<(double Orders, double Value)> OfOne(
        ValueModel model, Buyer buyer, IReadOnlyList<int> times, IReadOnlyList<int> horizons, Terms terms)
    {
        var mean = model.Spend.Expected(buyer.Orders, buyer.Mean) * terms.Margin;
        var found = Sums(
            days => model.Orders.Expected(buyer.Orders, buyer.Last, buyer.Age, days / Week), times, horizons, terms);
        return [.. found.Select(one => (one.Sum, one.Discounted * mean))];
    }

    private static IReadOnlyList<double> Fresh(
        ValueModel model, IReadOnlyList<int> times, IReadOnlyList<int> horizons, Terms terms) =>
        [
            .. Sums(days => model.Orders.ExpectedOfNew(days / Week), times, horizons, terms)
                .Select(one => one.Discounted),
        ];

    private static List<(double Sum, double Discounted)> Sums(
        Func<int, double> expected, IReadOnlyList<int> times, IReadOnlyList<int> horizons, Terms terms)
    {
        var found = new List<(double, double)>(horizons.Count);
        var (before, sum, discounted) = (0, 0.0, 0.0);
        foreach (var day in times)
        {
            var next = expected(day);
            discounted += (next - sum) * Math.Pow(1 + terms.DiscountPerYear, -(before + day) / 2.0 / Year);
            (before, sum) = (day, next);
            if (found.Count < horizons.Count && day == horizons[found.Count]) found.Add((sum, discounted));
        }
        return found;
    }

    private static List<int> Times(IReadOnlyList<int> horizons, Terms terms) =>
        terms.DiscountPerYear == 0
            ? [.. horizons]
            : [.. Enumerable.Range(1, horizons[^1] / Step).Select(quarter => quarter * Step).Union(horizons).Order()];

    private static double TopShare(List<(double Value, long Count)> values)
    {
        var total = values.Sum(one => one.Value * one.Count);
        var (left, top) = (values.Sum(one => one.Count) / 10.0, 0.0);
        foreach (var (value, count) in values.OrderByDescending(one => one.Value))
        {
            if (left <= 0) break;
            top += value * Math.Min(left, count);
            left -= count;
        }
        return total > 0 ? top / total : 0;
    }
}
