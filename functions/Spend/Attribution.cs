using LeadScoring.Insights;
using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>Conversions and what they brought, as far as a rule gives them to a place.</summary>
public sealed record PlaceCredit(Figure Conversions, Figure Revenue);

/// <summary>A channel or campaign with its credit by each rule of <see cref="Attribution.Rules"/>.</summary>
public sealed record CreditedPlace(string Place, IReadOnlyDictionary<string, PlaceCredit> Credit);

/// <summary>
/// Pure: the six rules side by side, from cells of <see cref="AttributionCube"/>. Each column sums to the conversions,
/// and to their revenue. Intervals (95 %) take the paths for a Poisson stream of independent conversions: the variance
/// of a sum of shares is the sum of their squares. The chain's credit comes of all paths at once and has no interval.
/// </summary>
public sealed record Attribution(
    long Paths, long Conversions, decimal Revenue, double Probability, IReadOnlyList<CreditedPlace> Places)
{
    public static IReadOnlyList<string> Rules { get; } =
        [.. Crediting.ByPath.Take(4), Crediting.Markov, Crediting.Shapley];

    private const double Z = 1.959963984540054;

    public static Attribution Of(IEnumerable<Cell> cells, string by, Months months, string noInterval)
    {
        var read = CreditCells.Read(cells, by, months);
        var paths = read.Passages.Where(step => step.From.Length == 0).Sum(step => step.Count);
        var conversions = read.Passages.Where(step => step.To == AttributionCube.Bought).Sum(step => step.Count);
        var revenue = read.Credits.Values.Sum(values => values[2]);
        var chain = RemovalEffects.Of(read.Passages);
        var places = read.Credits.Keys.Union(chain.Shares.Keys).Select(place => new CreditedPlace(
            place, Rules.ToDictionary(rule => rule, rule => rule == Crediting.Markov
                ? ByChain(chain.Shares.GetValueOrDefault(place), conversions, revenue, noInterval)
                : ByPath(read.Credits.GetValueOrDefault(place), rule, conversions))));
        return new Attribution(paths, conversions, revenue, chain.Probability, [
            .. places.OrderByDescending(place => place.Credit[Crediting.Linear].Conversions.Value)
                .ThenBy(place => place.Place, StringComparer.Ordinal),
        ]);
    }

    /// <summary>A sum with its interval, of the sum of the squares of its parts.</summary>
    internal static Figure Sum(decimal sum, decimal squares, long n)
    {
        var half = Z * Math.Sqrt((double)squares);
        return new Figure((double)sum, Math.Max(0, (double)sum - half), (double)sum + half, n);
    }

    private static PlaceCredit ByPath(IReadOnlyList<decimal>? values, string rule, long n)
    {
        var at = Crediting.ByPath.ToList().IndexOf(rule) * AttributionCube.Each;
        return values is null
            ? new PlaceCredit(new Figure(0, 0, 0, n), new Figure(0, 0, 0, n))
            : new PlaceCredit(Sum(values[at], values[at + 1], n), Sum(values[at + 2], values[at + 3], n));
    }

    private static PlaceCredit ByChain(double share, long conversions, decimal revenue, string noInterval) => new(
        new Figure(share * conversions, null, null, conversions, noInterval),
        new Figure(share * (double)revenue, null, null, conversions, noInterval));
}
