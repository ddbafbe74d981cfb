using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>Leads are shared out by themselves only to owners, and of product lines and stages that exist.</summary>
internal static class SalesChecks
{
    private const string File = "sales.json";

    public static IEnumerable<ContentProblem> Of(Draft draft)
    {
        if (draft.Sales.Assign is not { } plan) yield break;
        if (draft.Sales.Owners.Count == 0)
            yield return new ContentProblem(File, "assign", "Has nobody to share leads out to: name the owners.");
        if (draft.Rules is not { } rules) yield break;
        foreach (var (n, product) in plan.Products.Index())
            if (!rules.Products.ContainsKey(product))
                yield return new ContentProblem(File, $"assign.products[{n}]",
                    Names.Unknown(product, "product of scoring.json", rules.Products.Keys));
        if (plan.Stage is { } stage && !rules.Stages.Ids.Contains(stage, StringComparer.Ordinal))
            yield return new ContentProblem(File, "assign.stage",
                Names.Unknown(stage, "stage of scoring.json", rules.Stages.Ids));
    }
}
