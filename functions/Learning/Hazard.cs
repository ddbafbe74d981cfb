using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// What is known of a lead on a day when it is asked how likely it is to order. <paramref name="Interest"/> = ln(1 +
/// points/halfSaturation), so that the twentieth page counts less than the first; <paramref name="Score"/> from 0 to 1,
/// which tells some points from none; <paramref name="Fit"/> = ln of the fit; <paramref name="Age"/> = ln(1 + days
/// since the first reaction that counts, or since the order that began the cycle); whether it ever <paramref
/// name="Bought"/> of this line.
/// </summary>
public readonly record struct Known(double Interest, double Score, double Fit, double Age, bool Bought)
{
    private const double LeastFit = .01; // a fit of 0 makes the points 0 already

    public static Known Of(ScoreInput input, bool bought, ScoringRules rules, ProductLine product, int day)
    {
        var points = Math.Max(0, Points.At(input, rules, product, day));
        var begun = input.CycleStart ?? (input.Counts.Items is [var first, ..] ? first.Day : day);
        return new Known(
            Math.Log(1 + points / product.HalfSaturation),
            Points.Score(points, product.HalfSaturation) / 100,
            Math.Log(Math.Clamp(input.Fit, LeastFit, 1 / LeastFit)),
            Math.Log(1 + Math.Max(0, day - begun)),
            bought);
    }
}

/// <summary>
/// The chance of an order in steps of time: a logistic model of ordering within a lag, given no order before it
/// (discrete-time hazard: Cox, JRSS B 34:187-220, 1972; Singer and Willett, J. Educational Statistics 18:155-195,
/// 1993), from what was known at a landmark (van Houwelingen, Scandinavian J. Statistics 34:70-85, 2007).
/// P(order within m lags) = 1 − Π (1 − hazard), so a longer horizon is never less likely.
/// </summary>
public static class Hazard
{
    /// <summary>The days of each lag, the landmark's own day being the first.</summary>
    public static readonly IReadOnlyList<(int From, int To)> Lags = [(1, 30), (31, 90), (91, 180), (181, 365)];

    /// <summary>
    /// Each lag has its own level, and interest and age their own weight in it: what was fresh at the landmark says
    /// less of the distant lags.
    /// </summary>
    public static readonly IReadOnlyList<string> Features =
        ["lag 31-90", "lag 91-180", "lag 181-365", "interest", "score", "fit", "age", "bought before",
         "interest, lag 31-90", "interest, lag 91-180", "interest, lag 181-365",
         "age, lag 31-90", "age, lag 91-180", "age, lag 181-365"];

    public static void Fill(Known known, int lag, Span<double> into)
    {
        (into[3], into[4], into[5], into[6]) = (known.Interest, known.Score, known.Fit, known.Age);
        into[7] = known.Bought ? 1 : 0;
        if (lag == 0) return;
        (into[lag - 1], into[7 + lag], into[10 + lag]) = (1, known.Interest, known.Age);
    }

    /// <summary>The number of the lag in which a day since the landmark falls; null for one after the last.</summary>
    public static int? LagOf(int days) =>
        Lags.Index().Where(lag => days >= lag.Item.From && days <= lag.Item.To).Select(lag => (int?)lag.Index)
            .FirstOrDefault();

    /// <summary>
    /// The chances at the ends of all lags, ascending; <paramref name="hazard"/> by number of the lag.
    /// </summary>
    public static double[] Within(Func<int, double> hazard)
    {
        var (chances, none) = (new double[Lags.Count], 1.0);
        for (var lag = 0; lag < Lags.Count; lag++)
        {
            none *= 1 - hazard(lag);
            chances[lag] = 1 - none;
        }
        return chances;
    }
}
