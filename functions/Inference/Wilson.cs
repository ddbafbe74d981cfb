namespace LeadScoring.Inference;

/// <summary>
/// The 95 % interval of a rate by Wilson's score (Wilson, JASA 22:209-212, 1927): honest also for few trials and for
/// rates of 0 and 1, where the usual interval has no width. Both ends are from 0 to 1.
/// </summary>
public static class Wilson
{
    /// <summary>The normal deviate that 2.5 % lie above.</summary>
    internal const double Z = 1.959963984540054;

    /// <summary>Of <paramref name="hits"/> among <paramref name="n"/>; nothing is known (0 to 1) of none.</summary>
    public static (double Low, double High) Of(int hits, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, n);
        if (n == 0) return (0, 1);
        var rate = (double)hits / n;
        var middle = rate + Z * Z / (2 * n);
        var half = Z * Math.Sqrt(rate * (1 - rate) / n + Z * Z / (4.0 * n * n));
        var width = 1 + Z * Z / n;
        return (
            hits == 0 ? 0 : Math.Max(0, (middle - half) / width),
            hits == n ? 1 : Math.Min(1, (middle + half) / width));
    }
}
