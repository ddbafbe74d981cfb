using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>Margins are told of product lines that exist.</summary>
internal static class InsightChecks
{
    public static IEnumerable<ContentProblem> Of(Draft draft) =>
        draft.Rules is not { } rules ? [] : draft.Insights.Margins.Keys
            .Where(product => !rules.Products.ContainsKey(product))
            .Select(product => new ContentProblem("insights.json", $"margin.{product}",
                Names.Unknown(product, "product of scoring.json", rules.Products.Keys)));
}
