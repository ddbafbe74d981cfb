using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// Where a lead stands in a product at one instant, computed from its counts: points and the terms they are the sum of,
/// score, and the local date on which silence takes it out of its stage (null: never, or a floor holds it).
/// </summary>
public sealed record Standing(IReadOnlyList<Term> Terms, double Points, double Score, string? CoolsOn)
{
    public static Standing Of(
        ScoreInput input, string? stage, ScoringRules rules, ProductLine product, DateTimeOffset now)
    {
        var terms = Scoring.Points.Terms(input, rules, product, product.DayOf(now));
        var points = terms.Sum(term => term.Points);
        var cools = stage is null
            ? null
            : Cooling.DayLeaving(stage, Scoring.Points.FloorOf(input, rules), input, rules, product);
        return new Standing(
            terms, points, Scoring.Points.Score(points, product.HalfSaturation),
            cools is { } day ? DateText(day) : null);
    }

    public static string DateText(int day) => Days.ToDate(day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
