using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// What the answers of leads say about buying: the factors, how well they tell buyers from others among leads they were
/// not learned from, and the attributes that tell them best by themselves.
/// </summary>
public sealed record LearnedFit(
    IReadOnlyList<FitFactor> Factors, Auc? HeldOut, IReadOnlyList<AttributeStrength> Strongest)
{
    /// <summary>
    /// Nobody knows so much beforehand: some attribute is filled in when the outcome is known already, or because of
    /// it. Such factors must not come into force.
    /// </summary>
    public bool IsSuspicious => HeldOut is { Value: > Leaks.SuspiciousAuc };

    /// <summary>No answer was given by enough leads to make a condition of it.</summary>
    public bool IsTooLittle => Factors.Count == 0;
}

/// <summary>How well one attribute alone tells buyers from others, among leads it was not learned from.</summary>
public sealed record AttributeStrength(string Attribute, double Auc);

/// <summary>
/// Learns the factors of the rules' <c>fit</c> from answers and outcomes: a ridge regression of the outcome on all
/// conditions at once, so that two attributes that say the same share its weight. A factor is exp(coefficient): how
/// many times higher the odds are than for leads that did not give such an answer. Whoever gives none stays at 1.
/// </summary>
public static class FitLearning
{
    // As if every coefficient were drawn from a normal distribution of variance 1/2: an answer of 30 leads is believed
    // to about three quarters, one of 300 to 97 %.
    private const double Ridge = 2;

    private const double Least = .01;
    private const double Greatest = 100; // the rules take no more

    /// <summary>
    /// Leads whose number % 10 is 7 or more are kept for the check (numbers must have nothing to do with the outcome);
    /// the factors are then learned from all.
    /// </summary>
    public static LearnedFit Of(IReadOnlyList<FitRow> rows)
    {
        var checkedOn = rows.Where(row => row.Lead % 10 >= 7).ToList();
        var early = Factors([.. rows.Where(row => row.Lead % 10 < 7)]);
        var strongest = early.GroupBy(factor => factor.Attribute, StringComparer.Ordinal)
            .Select(attribute => (attribute.Key, Auc: Check([.. attribute], checkedOn)))
            .Where(attribute => attribute.Auc is not null)
            .Select(attribute => new AttributeStrength(attribute.Key, attribute.Auc!.Value))
            .OrderByDescending(attribute => attribute.Auc).Take(3);
        return new LearnedFit(Factors(rows), Check(early, checkedOn), [.. strongest]);
    }

    /// <summary>At most 200 factors above 0 and up to 100; none for no rows.</summary>
    public static IReadOnlyList<FitFactor> Factors(IReadOnlyList<FitRow> rows)
    {
        var conditions = FitConditions.Of(rows);
        var holding = rows.Select(row => Holding(conditions, row)).ToList();
        var design = new Design(
            rows.Count, conditions.Count, (row, into) =>
            {
                foreach (var holds in holding[row]) into[holds] = 1;
            },
            row => rows[row].Bought, row => rows[row].Weight);
        if (LogisticRegression.Fit(design, Ridge) is not { } learned) return [];
        var factors = conditions.Select((condition, j) => condition with
        {
            Factor = Math.Round(Math.Clamp(Math.Exp(learned.Coefficients[1 + j]), Least, Greatest), 2),
        });
        return [.. factors.Where(factor => factor.Factor != 1)
            .GroupBy(factor => (factor.Attribute, factor.Factor, factor.AtLeast, factor.Below))
            .Select(same => same.First() with { AnyOf = [.. same.SelectMany(factor => factor.AnyOf)] })
            .OrderBy(factor => factor.Attribute, StringComparer.Ordinal)
            .ThenBy(factor => factor.AtLeast ?? factor.Below)
            .ThenByDescending(factor => factor.Factor)];
    }

    private static Auc? Check(IReadOnlyList<FitFactor> factors, IReadOnlyList<FitRow> rows) =>
        Auc.Of([.. rows.Select(row => (Fit.By(factors, row.Answers), row.Bought > 0, row.Lead))]);

    private static int[] Holding(IReadOnlyList<FitFactor> conditions, FitRow row) =>
        [.. Enumerable.Range(0, conditions.Count).Where(j => conditions[j].Holds(row.Answers))];
}
