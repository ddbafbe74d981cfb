using MathNet.Numerics.Distributions;

namespace LeadScoring.Inference;

/// <summary>Numbers as their count, sum and sum of squares.</summary>
public readonly record struct Moments(long N, double Sum, double Squares)
{
    public double Mean => Sum / N;

    /// <summary>The sample variance; cancellation of nearly equal numbers is kept from going below 0.</summary>
    public double Variance => N < 2 ? double.NaN : Math.Max(0, (Squares - Sum * Sum / N) / (N - 1));

    public static Moments operator +(Moments a, Moments b) => new(a.N + b.N, a.Sum + b.Sum, a.Squares + b.Squares);
}

/// <summary>
/// The difference of two means with its 95 % interval and the p value of there being none (two-sided).
/// </summary>
public readonly record struct Difference(double Value, double Low, double High, double P);

/// <summary>
/// Two means whose variances may differ (Welch, Biometrika 34:28-35, 1947), for large numbers of leads: the sums of
/// skewed payments are then near enough to normal.
/// </summary>
public static class Welch
{
    /// <summary>Null where one side has fewer than two, or nobody differs from anybody.</summary>
    public static Difference? Of(Moments one, Moments zero)
    {
        if (one.N < 2 || zero.N < 2) return null;
        var (a, b) = (one.Variance / one.N, zero.Variance / zero.N);
        var error = Math.Sqrt(a + b);
        if (!(error > 0)) return null;
        var freedom = (a + b) * (a + b) / (a * a / (one.N - 1) + b * b / (zero.N - 1));
        var value = one.Mean - zero.Mean;
        var half = StudentT.InvCDF(0, 1, freedom, .975) * error;
        return new Difference(
            value, value - half, value + half, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(value / error)));
    }
}
