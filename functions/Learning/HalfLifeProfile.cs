using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>How well orders are explained by points of one half-life, and how likely that makes it.</summary>
public sealed record HalfLifeFit(double Days, double LogLikelihood);

/// <summary>
/// The half-life that explains orders best, with all that explain them about as well: those within a log-likelihood of
/// 1.92 (95 % by likelihood ratio), widened by <paramref name="DesignEffect"/> because a lead stands several times (Rao
/// and Scott, JASA 76:221-230, 1981). <paramref name="IsFlat"/>: that range leaves hardly anything out.
/// </summary>
public sealed record HalfLifeProfile(
    double Best, double Low, double High, bool IsFlat, double DesignEffect, IReadOnlyList<HalfLifeFit> Fits)
{
    public static readonly IReadOnlyList<double> Grid = [7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 540, 730];

    /// <summary>Half the 95 % point of χ² with one degree of freedom.</summary>
    private const double Drop = 1.92;

    /// <summary>From one end to the other, the range is so many times as long: no half-life stands out.</summary>
    private const double Flat = 8;

    /// <summary>ln(1 + points/halfSaturation) at each half-life of the grid.</summary>
    public static float[] InterestOf(ScoreInput input, ScoringRules rules, ProductLine product, int day) =>
        [.. Grid.Select(days => (float)Math.Log(
            1 + Math.Max(0, Points.At(input, rules, product with { HalfLifeDays = days }, day))
            / product.HalfSaturation))];

    /// <summary>Null without observations.</summary>
    public static HalfLifeProfile? Of(IReadOnlyList<Observation> observed)
    {
        if (observed.Count == 0) return null;
        var fits = Grid.Select((_, at) => (At: at, Fit: Fit(observed, at))).ToList();
        var best = fits.MaxBy(fit => fit.Fit.LogLikelihood);
        var effect = DesignEffectOf(observed, best.At, best.Fit);
        var near = fits.Where(fit => fit.Fit.LogLikelihood >= best.Fit.LogLikelihood - Drop * effect)
            .Select(fit => Grid[fit.At]).ToList();
        return new HalfLifeProfile(
            Grid[best.At], near[0], near[^1], near[^1] / near[0] >= Flat, effect,
            [.. fits.Select(fit => new HalfLifeFit(Grid[fit.At], fit.Fit.LogLikelihood))]);
    }

    private static Logit Fit(IReadOnlyList<Observation> observed, int at) => LogisticRegression.Fit(
        new Design(
            observed.Count, 1, (row, into) => into[0] = observed[row].Interest[at],
            row => observed[row].Bought ? 1 : 0, _ => 1),
        ridge: 0)!;

    /// <summary>
    /// How many times larger the slope's variance is between leads than between rows; 1 at the least.
    /// </summary>
    private static double DesignEffectOf(IReadOnlyList<Observation> observed, int at, Logit fit)
    {
        var (middle, weight) = (0.0, 0.0);
        foreach (var one in observed)
        {
            var p = Logit.Probability(fit.LogOdds([one.Interest[at]]));
            middle += p * (1 - p) * one.Interest[at];
            weight += p * (1 - p);
        }
        middle /= weight;
        var byLead = new Dictionary<int, double>();
        var information = 0.0;
        foreach (var one in observed)
        {
            var p = Logit.Probability(fit.LogOdds([one.Interest[at]]));
            var apart = one.Interest[at] - middle;
            byLead[one.Lead] = byLead.GetValueOrDefault(one.Lead) + ((one.Bought ? 1 : 0) - p) * apart;
            information += p * (1 - p) * apart * apart;
        }
        var effect = byLead.Values.Sum(sum => sum * sum) / information;
        return double.IsFinite(effect) ? Math.Max(1, effect) : 1;
    }
}
