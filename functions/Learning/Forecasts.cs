using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Learning;

/// <summary>
/// The chances of an order within 30, 90, 180 and 365 days, ascending, from 0 to 1; null for a horizon that could not
/// be checked. <paramref name="Model"/> is the instant at which the model was trained.
/// </summary>
public sealed record Chances(double? In30, double? In90, double? In180, double? In365, string Model);

/// <summary>The newest models by product line, asked for the chances of single leads.</summary>
public sealed class Forecasts(IReadOnlyDictionary<string, ProbabilityModel> models)
{
    public ProbabilityModel? Of(string product) => models.GetValueOrDefault(product);

    /// <summary>The lead's chances as of this instant, or the reason why there are none.</summary>
    public (Chances? Chances, string? Reason) Of(
        ScoreInput input, bool bought, ScoringRules rules, ProductLine product, DateTimeOffset now, string language)
    {
        var model = Of(product.Id);
        if (SilenceOf(model, rules, product) is { } silence) return (null, silence.Text(language));
        input = input with { Counts = input.Counts.Less(Outcomes.IsReported) }; // as it was learned
        var within = model!.Within(Known.Of(input, bought, rules, product, product.DayOf(now)));
        return (
            new Chances(
                Said(model, within, 0), Said(model, within, 1), Said(model, within, 2), Said(model, within, 3),
                Json.Write(model.TrainedAt).Trim('"')),
            null);
    }

    /// <summary>
    /// Why the model says nothing of leads under these rules: learned under others, its features would mean another
    /// thing.
    /// </summary>
    public static Untold? SilenceOf(ProbabilityModel? model, ScoringRules rules, ProductLine product)
    {
        if (model is null) return new(UntoldKind.NotTrained);
        // Orders that are missing are missing under any rules.
        if (model.Silence is { Kind: UntoldKind.TooFewOrders or UntoldKind.TooFewLaterOrders } few) return few;
        if (model.Basis != BasisOf(rules, product)) return new(UntoldKind.OtherRules, model.Rules, rules.Version);
        if (model.Silence is { } silence) return silence;
        return model.Horizons.All(horizon => horizon.Silence is not null) ? model.Horizons[0].Silence : null;
    }

    /// <summary>A digest of what points, fit and days depend on: other labels or stages make no other model.</summary>
    public static string BasisOf(ScoringRules rules, ProductLine product) => Digest.Of(Json.Write(new
    {
        product.HalfLifeDays,
        product.HalfSaturation,
        TimeZone = product.TimeZone.Id,
        product.OnPurchase,
        Types = rules.Reactions.Values.OrderBy(type => type.Id, StringComparer.Ordinal)
            .Select(type => new { type.Id, type.Points, type.CapPerDay }),
        rules.Fit,
        rules.Machine,
    }));

    private static double? Said(ProbabilityModel model, double[] within, int lag) =>
        model.Horizons[lag].Silence is null ? within[lag] : null;
}
