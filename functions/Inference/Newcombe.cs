namespace LeadScoring.Inference;

/// <summary>
/// The 95 % interval of the difference of two independent rates, from the Wilson intervals of both (Newcombe,
/// Statistics in Medicine 17:873-890, 1998, method 10): honest also for few trials and rates near 0.
/// </summary>
public static class Newcombe
{
    /// <summary>
    /// Of <paramref name="hits1"/> of <paramref name="n1"/> less <paramref name="hits0"/> of <paramref name="n0"/>,
    /// from -1 to 1.
    /// </summary>
    public static (double Low, double High) Of(int hits1, int n1, int hits0, int n0)
    {
        if (n1 == 0 || n0 == 0) return (-1, 1);
        var (p1, p0) = ((double)hits1 / n1, (double)hits0 / n0);
        var (one, zero) = (Wilson.Of(hits1, n1), Wilson.Of(hits0, n0));
        var difference = p1 - p0;
        return (
            Math.Max(-1, difference - Math.Sqrt(Square(p1 - one.Low) + Square(zero.High - p0))),
            Math.Min(1, difference + Math.Sqrt(Square(one.High - p1) + Square(p0 - zero.Low))));
    }

    private static double Square(double x) => x * x;
}
