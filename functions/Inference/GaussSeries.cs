namespace LeadScoring.Inference;

/// <summary>
/// Gauss' hypergeometric function ₂F₁(a, b; c; z) for 0 ≤ z &lt; 1 by its series, which is kept in range while it is
/// summed: with hundreds of orders it exceeds every double, while its product with a small factor does not.
/// </summary>
public static class GaussSeries
{
    private const int MostTerms = 1_000_000;
    private const double Big = 1e200;
    private static readonly double LogBig = Math.Log(Big);

    /// <summary>exp(<paramref name="logFactor"/>) × ₂F₁(a, b; c; z).</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// z is not in [0, 1), or c is 0 or a negative whole number.
    /// </exception>
    /// <exception cref="ArithmeticException">The series has not come to an end: z is too near to 1.</exception>
    public static double Times(double logFactor, double a, double b, double c, double z)
    {
        if (!(z is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(z), z, "Must be in [0, 1).");
        if (c <= 0 && c == Math.Floor(c))
            throw new ArgumentOutOfRangeException(nameof(c), c, "Must not be 0 or a negative whole number.");
        var (term, sum, scale) = (1.0, 1.0, logFactor);
        for (var n = 0; n < MostTerms; n++)
        {
            var ratio = (a + n) * (b + n) / ((c + n) * (1.0 + n)) * z;
            term *= ratio;
            sum += term;
            if (Math.Abs(sum) > Big) (term, sum, scale) = (term / Big, sum / Big, scale + LogBig);
            // What is left is below a geometric series of this ratio, once the ratio is near its limit z.
            if (Math.Abs(ratio) < 1 && Math.Abs(term) <= 1e-17 * (1 - Math.Abs(ratio)) * Math.Abs(sum))
                return sum == 0 ? 0 : Math.Sign(sum) * Math.Exp(scale + Math.Log(Math.Abs(sum)));
        }
        throw new ArithmeticException($"The series of 2F1({a}, {b}; {c}; {z}) does not come to an end.");
    }
}
