using System.Globalization;
using LeadScoring.Parsing;

namespace LeadScoring.Scoring;

/// <summary>
/// A factor on all points of a lead whose attribute meets the condition: a number from <paramref name="AtLeast"/>
/// and under <paramref name="Below"/> (one of them may be open), or one of <paramref name="AnyOf"/> (case ignored).
/// No condition may look at the clock: the rank of a lead would then change without the lead being written.
/// </summary>
public sealed record FitFactor(
    string Attribute, decimal? AtLeast, decimal? Below, IReadOnlyList<string> AnyOf, double Factor)
{
    private const decimal Widest = 1_000_000_000_000_000;

    public bool Holds(IReadOnlyDictionary<string, string> attributes)
    {
        if (!attributes.TryGetValue(Attribute, out var text)) return false;
        if (AnyOf.Count > 0) return AnyOf.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && !(number < AtLeast) && !(number >= Below);
    }

    internal static FitFactor Read(JsonFields fields)
    {
        fields.RefuseOthers("attribute", "atLeast", "below", "in", "equals", "factor");
        var isRange = fields.Has("atLeast") || fields.Has("below");
        var anyOf = fields.Text("equals") is { } only ? [only] : fields.Texts("in");
        var kinds = new[] { isRange, fields.Has("in"), fields.Has("equals") }.Count(given => given);
        if (kinds != 1) fields.Refuse("attribute", "Needs one condition: atLeast and/or below, or in, or equals.");
        if (!isRange && kinds == 1 && anyOf.Count == 0) fields.Refuse("attribute", "Has a condition without a value.");

        var (atLeast, below) = (fields.Amount("atLeast", -Widest, Widest), fields.Amount("below", -Widest, Widest));
        if (below <= atLeast) fields.Refuse("below", "Must be above atLeast.");
        return new FitFactor(
            fields.RequiredText("attribute", 100), atLeast, below, anyOf, fields.RequiredNumber("factor", 0, 100));
    }
}

/// <summary>
/// How well a lead's profile suits the brand, as one factor on its points: 1 if nothing is known, and at most 1e12,
/// whatever the rules multiply, so that points stay numbers.
/// </summary>
public static class Fit
{
    private const double Most = 1e12;

    public static double Of(IReadOnlyDictionary<string, string> attributes, ScoringRules rules) =>
        By(rules.Fit, attributes);

    /// <summary>The same by factors that no rules hold yet.</summary>
    public static double By(IReadOnlyList<FitFactor> factors, IReadOnlyDictionary<string, string> attributes)
    {
        var fit = 1.0;
        foreach (var factor in factors)
        {
            if (factor.Holds(attributes)) fit = Math.Min(fit * factor.Factor, double.MaxValue);
        }

        return Math.Min(fit, Most);
    }

    /// <summary>The factors that make it, in the order in which they are multiplied.</summary>
    public static IReadOnlyList<FitFactor> Holding(
        IReadOnlyDictionary<string, string> attributes, ScoringRules rules) =>
        [.. rules.Fit.Where(factor => factor.Holds(attributes))];
}
