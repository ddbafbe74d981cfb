namespace LeadScoring.Value;

/// <summary>
/// What the models know of a customer: <paramref name="Orders"/> after the first one, the time from the first to the
/// last of them and to the day looked from (weeks), the mean value of the repeat orders (money; 0 without), and how
/// many customers are alike. Several purchases of one local day are one order.
/// </summary>
public readonly record struct Buyer(int Orders, double Last, double Age, double Mean, long Count = 1)
{
    /// <summary>The same customers, those alike together, in an order that does not depend on theirs.</summary>
    public static IReadOnlyList<Buyer> Together(IEnumerable<Buyer> buyers) =>
        [.. buyers.GroupBy(one => one with { Count = 0 })
            .Select(alike => alike.Key with { Count = alike.Sum(one => one.Count) })
            .OrderBy(one => one.Orders).ThenBy(one => one.Age).ThenBy(one => one.Last).ThenBy(one => one.Mean)];
}

/// <summary>How many customers these are.</summary>
internal static class Buyers
{
    private const double GoldenRatio = .6180339887498949;

    public static double Count(this IReadOnlyList<Buyer> buyers) => buyers.Sum(one => one.Count);

    /// <summary>
    /// Evenly spread, where there are more than <paramref name="most"/>: enough to learn from, and the work is bounded.
    /// They are ordered by days, so every seventh could be of one weekday: the golden ratio has no such period.
    /// </summary>
    public static IReadOnlyList<Buyer> Sample(this IReadOnlyList<Buyer> buyers, int most) => buyers.Count <= most
        ? buyers
        : [.. buyers.Index().OrderBy(one => one.Index * GoldenRatio % 1).Take(most).OrderBy(one => one.Index)
            .Select(one => one.Item)];
}
