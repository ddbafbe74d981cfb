using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// All there is to say of the newest model of a product line. <paramref name="Reason"/> says why it is silent; null
/// where it speaks. Null model fields: nothing was trained yet.
/// </summary>
public sealed record CalibrationView(
    string Product, string? Reason, DateTimeOffset? TrainedAt, int? Rules, Sample? Training, Sample? Later,
    IReadOnlyList<Coefficient> Coefficients, double? Slope, double? Offset, IReadOnlyList<HorizonCheck> Horizons)
{
    public static CalibrationView Of(
        ProbabilityModel? model, ScoringRules rules, ProductLine product, string language)
    {
        var reason = Forecasts.SilenceOf(model, rules, product)?.Text(language);
        if (model is null) return new CalibrationView(product.Id, reason, null, null, null, null, [], null, null, []);
        var names = Hazard.Features.Prepend("constant");
        return new CalibrationView(
            product.Id, reason, model.TrainedAt, model.Rules, model.Training, model.Later,
            [.. names.Zip(model.Coefficients, model.StandardErrors)
                .Select(part => new Coefficient(part.First, part.Second, part.Third))],
            model.Slope, model.Offset, model.Horizons);
    }
}

/// <summary>
/// Of the log odds of an order within a lag. The error takes landmarks of one lead for independent and is therefore too
/// small.
/// </summary>
public sealed record Coefficient(string Feature, double Value, double StandardError);
