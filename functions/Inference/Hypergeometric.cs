using MathNet.Numerics;

namespace LeadScoring.Inference;

/// <summary>
/// Drawing without putting back: of a population some are marked, and some are drawn. The upper tail is Fisher's exact
/// test, one-sided (Fisher, Statistical Methods for Research Workers, 5th edition, 1934).
/// </summary>
public static class Hypergeometric
{
    /// <summary>
    /// The probability of at least <paramref name="hits"/> marked ones among <paramref name="drawn"/> of
    /// <paramref name="population"/>, of which <paramref name="marked"/> are marked. From 0 to 1; terms are summed in
    /// logarithms, from the largest on, so it takes steps only as far as they count.
    /// </summary>
    public static double UpperTail(int population, int marked, int drawn, int hits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(population);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(marked, population);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drawn, population);
        var (least, most) = (Math.Max(0, drawn + marked - population), Math.Min(drawn, marked));
        if (hits <= least) return 1;
        if (hits > most) return 0;
        var mean = (double)drawn * marked / population;
        // The smaller side is summed: from the hits outwards its terms only fall.
        return hits > mean
            ? Tail(population, marked, drawn, hits, most, 1)
            : Math.Clamp(1 - Tail(population, marked, drawn, hits - 1, least, -1), 0, 1);
    }

    private static double Tail(int population, int marked, int drawn, int from, int to, int step)
    {
        var (first, ratio, sum) = (Math.Exp(LogOf(population, marked, drawn, from)), 1.0, 1.0);
        for (var hits = from; hits != to && ratio > 1e-18 * sum; hits += step)
        {
            var up = step > 0 ? hits : hits - 1;
            var next = (marked - up) * (double)(drawn - up) / ((up + 1.0) * (population - marked - drawn + up + 1.0));
            ratio *= step > 0 ? next : 1 / next;
            sum += ratio;
        }
        return Math.Min(1, first * sum);
    }

    private static double LogOf(int population, int marked, int drawn, int hits) =>
        Choose(marked, hits) + Choose(population - marked, drawn - hits) - Choose(population, drawn);

    private static double Choose(int n, int k) =>
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0);
}
