namespace LeadScoring.Spend;

/// <summary>
/// How a conversion is shared among the places of its path, exactly: the shares of a path are decimals of nine digits
/// that sum to 1. These rules look at one path only; <see cref="RemovalEffects"/> looks at all together.
/// </summary>
public static class Crediting
{
    public const string First = "first";
    public const string Last = "last";
    public const string Linear = "linear";
    public const string TimeDecay = "time-decay";
    public const string Shapley = "shapley";

    /// <summary>Of the sum of all removal effects.</summary>
    public const string Markov = "markov";

    /// <summary>In this order the shares of <see cref="Shares"/> stand.</summary>
    public static IReadOnlyList<string> ByPath { get; } = [First, Last, Linear, TimeDecay, Shapley];

    private const decimal Unit = 0.000000001m;
    private const double HalfLifeDays = 7;

    /// <summary>By place, a share for each of <see cref="ByPath"/>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<decimal>> Shares(IReadOnlyList<Visit> visits)
    {
        var places = visits.Select(visit => visit.Place).Distinct().Order(StringComparer.Ordinal).ToList();
        var even = Split([.. visits.Select(_ => 1.0)]);
        var decayed = Split(
            [.. visits.Select(visit => Math.Pow(2, -(visits[^1].At - visit.At).TotalDays / HalfLifeDays))]);
        var together = Split([.. places.Select(_ => 1.0)]);
        return places.Index().ToDictionary(place => place.Item, place => (IReadOnlyList<decimal>)
        [
            visits[0].Place == place.Item ? 1 : 0,
            visits[^1].Place == place.Item ? 1 : 0,
            Of(place.Item, visits, even),
            Of(place.Item, visits, decayed),
            // With v(S) the conversions of paths whose places lie within S, v is a sum of unanimity games, one for
            // each path; the Shapley value of such a game is an equal share for each of its members (Shapley 1953).
            together[place.Index],
        ], StringComparer.Ordinal);
    }

    /// <summary>
    /// Shares in proportion to weights, of which one is 1 and none is larger: multiples of 1e-9 that sum to 1, what
    /// rounding leaves over going to the largest remainders.
    /// </summary>
    internal static decimal[] Split(IReadOnlyList<double> weights)
    {
        var sum = weights.Sum();
        var exact = weights.Select(weight => (decimal)(weight / sum) / Unit).ToList();
        var shares = exact.Select(decimal.Floor).ToArray();
        var left = (int)(1 / Unit - shares.Sum());
        var order = exact.Index().OrderByDescending(one => one.Item - decimal.Floor(one.Item)).ThenBy(one => one.Index)
            .Select(one => one.Index).ToList();
        // What doubles round may leave a few more, or fewer, than there are places: they go round.
        for (var i = 0; i < Math.Abs(left); i++) shares[order[i % order.Count]] += Math.Sign(left);
        return [.. shares.Select(share => share * Unit)];
    }

    private static decimal Of(string place, IReadOnlyList<Visit> visits, decimal[] shares) =>
        visits.Zip(shares).Where(pair => pair.First.Place == place).Sum(pair => pair.Second);
}
