using System.Text.Json.Nodes;
using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// The points of one reaction type: at present, and as the past suggests with their 95 % interval (null where
/// <see cref="WeightEvidence.IsTooLittle"/>), from what, and in words.
/// </summary>
public sealed record WeightSuggestion(
    string Type, double Present, double? Suggested, double? Low, double? High, bool TooLittleData,
    WeightEvidence Evidence, LocalizedText Said);

/// <summary>
/// The half-life in days: at present, and the one to take; the same where the past does not say otherwise.
/// </summary>
public sealed record HalfLifeSuggestion(
    double Present, double Suggested, bool TooLittleData, HalfLifeProfile? Profile, LocalizedText Said);

/// <summary>The factors learned from answers; <paramref name="IsTaken"/>: they stand in the draft.</summary>
public sealed record FitSuggestion(
    bool IsTaken, bool TooLittleData, bool IsSuspicious, Auc? Auc, IReadOnlyList<AttributeStrength> Strongest,
    IReadOnlyList<FitFactor> Factors, LocalizedText Said);

/// <summary>
/// What the past of one product line suggests, from <paramref name="Observations"/> of <paramref name="Leads"/> leads
/// of which <paramref name="Buyers"/> ordered within the horizon of one; <paramref name="Draft"/> is a whole rules file
/// with what was suggested, for somebody to look at: nothing comes into force by itself.
/// </summary>
public sealed record Suggestions(
    string Product, int HorizonDays, int Leads, int Observations, int Buyers, IReadOnlyList<WeightSuggestion> Weights,
    HalfLifeSuggestion HalfLife, FitSuggestion Fit, JsonNode Draft)
{
    /// <summary>Below it neither a half-life nor factors are suggested.</summary>
    public const int LeastBuyers = 50;

    public static Suggestions Of(
        IReadOnlyList<Observation> observed, ScoringRules rules, ProductLine product, int horizonDays)
    {
        var buyers = observed.Where(one => one.Bought).Select(one => one.Lead).Distinct().Count();
        var weights = WeightsOf(observed, rules);
        var halfLife = HalfLifeOf(observed, product, buyers);
        var fit = FitOf(observed, buyers);
        return new Suggestions(
            product.Id, horizonDays, observed.Select(one => one.Lead).Distinct().Count(), observed.Count, buyers,
            weights, halfLife, fit, DraftRules.Of(rules, product, weights, halfLife, fit));
    }

    /// <summary>
    /// One log odds is worth so many points that the types which can be judged keep their mean absolute points: the
    /// level of scores, and with it of stages, stays about where it is. Leads that showed nothing lately are left out:
    /// beside them whatever anybody does would seem to sell.
    /// </summary>
    private static List<WeightSuggestion> WeightsOf(IReadOnlyList<Observation> observed, ScoringRules rules)
    {
        var active = observed.Where(one => one.Types.Count > 0).ToList();
        var evidence = rules.Reactions.Keys.Order(StringComparer.Ordinal)
            .Select(type => WeightEvidence.Of(type, active)).ToList();
        var judged = evidence.Where(one => !one.IsTooLittle && rules.Reactions[one.Type].Points != 0).ToList();
        var logOdds = judged.Sum(one => Math.Abs(one.LogOdds));
        var scale = logOdds > 0 ? judged.Sum(one => Math.Abs(rules.Reactions[one.Type].Points)) / logOdds : 0;
        return [.. evidence.Select(one => Weigh(one, rules.Reactions[one.Type], scale))];
    }

    private static WeightSuggestion Weigh(WeightEvidence evidence, ReactionType type, double scale)
    {
        if (evidence.IsTooLittle || scale == 0)
        {
            return new WeightSuggestion(
                type.Id, type.Points, null, null, null, true, evidence, SuggestionTexts.TooLittle(type, evidence));
        }
        var points = Round(evidence.LogOdds);
        return new WeightSuggestion(
            type.Id, type.Points, points, Round(evidence.Low), Round(evidence.High), false, evidence,
            SuggestionTexts.Weight(type, points, evidence));

        // Anybody can send beacons: the rules let them take nothing away.
        double Round(double odds) => Math.Round(
            Math.Clamp(scale * odds, type.Beacon ? 0 : -100_000, 100_000), 1, MidpointRounding.AwayFromZero);
    }

    private static HalfLifeSuggestion HalfLifeOf(IReadOnlyList<Observation> observed, ProductLine product, int buyers)
    {
        var present = product.HalfLifeDays;
        if (buyers < LeastBuyers || HalfLifeProfile.Of(observed) is not { } profile)
            return new HalfLifeSuggestion(present, present, true, null, SuggestionTexts.TooFewBuyers(buyers));
        var keeps = profile.IsFlat || present >= profile.Low && present <= profile.High;
        var taken = keeps ? present : profile.Best;
        return new HalfLifeSuggestion(
            present, taken, false, profile, SuggestionTexts.HalfLife(present, profile, keeps));
    }

    private static FitSuggestion FitOf(IReadOnlyList<Observation> observed, int buyers)
    {
        if (buyers < LeastBuyers)
            return new FitSuggestion(false, true, false, null, [], [], SuggestionTexts.TooFewBuyers(buyers));
        var learned = FitLearning.Of(FitRows(observed));
        var isTaken = learned is { IsSuspicious: false, Factors.Count: > 0, HeldOut.Low: > .5 };
        return new FitSuggestion(
            isTaken, learned.IsTooLittle, learned.IsSuspicious, learned.IsTooLittle ? null : learned.HeldOut,
            learned.Strongest, learned.Factors,
            SuggestionTexts.Fit(learned, isTaken));
    }

    /// <summary>
    /// Months in which a lead's answers were the same are one row; all rows together count as the leads.
    /// </summary>
    private static List<FitRow> FitRows(IReadOnlyList<Observation> observed)
    {
        var share = (double)observed.Select(one => one.Lead).Distinct().Count() / observed.Count;
        return [.. observed.GroupBy(one => (one.Lead, one.Answers))
            .Select(months => new FitRow(
                months.Key.Lead, months.Key.Answers, months.Average(one => one.Bought ? 1.0 : 0),
                months.Count() * share))];
    }
}
