using MathNet.Numerics.Distributions;

namespace LeadScoring.Inference;

/// <summary>The difference of two rates with Newcombe's interval and the p value of the pooled z test.</summary>
public static class TwoRates
{
    /// <summary>Null where one side is empty.</summary>
    public static Difference? Of(int hits1, int n1, int hits0, int n0)
    {
        if (n1 == 0 || n0 == 0) return null;
        var (low, high) = Newcombe.Of(hits1, n1, hits0, n0);
        var value = (double)hits1 / n1 - (double)hits0 / n0;
        var pooled = (double)(hits1 + hits0) / ((double)n1 + n0);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n0));
        return new Difference(value, low, high, error > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(value / error)) : 1);
    }
}
