using System.Text.Json.Nodes;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// The rules in force with what was suggested in its place, as the next version; whatever was not judged stays as it
/// was written.
/// </summary>
public static class DraftRules
{
    public static JsonNode Of(
        ScoringRules rules, ProductLine product, IReadOnlyList<WeightSuggestion> weights, HalfLifeSuggestion halfLife,
        FitSuggestion fit)
    {
        var draft = JsonNode.Parse(rules.Source)!;
        draft["version"] = rules.Version + 1;
        draft["products"]![product.Id]!["halfLifeDays"] = halfLife.Suggested;
        foreach (var weight in weights)
        {
            if (weight.Suggested is { } points) draft["reactions"]![weight.Type]!["points"] = points;
        }
        if (fit.IsTaken) draft["fit"] = new JsonArray([.. fit.Factors.Select(Json)]);
        return draft;
    }

    private static JsonNode Json(FitFactor factor)
    {
        var json = new JsonObject { ["attribute"] = factor.Attribute };
        if (factor.AtLeast is { } atLeast) json["atLeast"] = atLeast;
        if (factor.Below is { } below) json["below"] = below;
        if (factor.AnyOf is [var only]) json["equals"] = only;
        else if (factor.AnyOf.Count > 1)
            json["in"] = new JsonArray([.. factor.AnyOf.Select(one => JsonValue.Create(one))]);
        json["factor"] = factor.Factor;
        return json;
    }
}
