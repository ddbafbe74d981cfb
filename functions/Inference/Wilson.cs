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
        return n == 0 ? (0, 1) : Of((double)hits / n, n);
    }

    /// <summary>
    /// Of a rate from 0 to 1 of trials that tell as much as <paramref name="n"/> (above 0) which are alike and apart.
    /// </summary>
    public static (double Low, double High) Of(double rate, double n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        var middle = rate + Z * Z / (2 * n);
        var half = Z * Math.Sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n));
        var width = 1 + Z * Z / n;
        return (
            rate <= 0 ? 0 : Math.Max(0, (middle - half) / width),
            rate >= 1 ? 1 : Math.Min(1, (middle + half) / width));
    }
}
