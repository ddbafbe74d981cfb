namespace LeadScoring.Inference;

/// <summary>
/// How large a difference of two means or rates a comparison can find, and how many it takes to find one: two-sided at
/// 5 %, in 80 of 100 comparisons. Variances are those of one lead: p (1 − p) of a rate.
/// </summary>
public static class Power
{
    /// <summary>z(.975) + z(.8).</summary>
    private const double Both = 1.959963984540054 + .8416212335729143;

    /// <summary>The smallest difference that is found with so many on each side; infinite where one is empty.</summary>
    public static double Smallest(double variance1, double n1, double variance0, double n0) =>
        n1 > 0 && n0 > 0 ? Both * Math.Sqrt(variance1 / n1 + variance0 / n0) : double.PositiveInfinity;

    /// <summary>
    /// How many it takes on both sides together, of which <paramref name="share0"/> (over 0, under 1) are on the
    /// second. Infinite for no difference.
    /// </summary>
    public static double Needed(double difference, double variance1, double variance0, double share0) =>
        Both * Both * (variance1 / (1 - share0) + variance0 / share0) / (difference * difference);
}
