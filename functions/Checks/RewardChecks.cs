using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>Points are earned in product lines and by reactions that the rules know.</summary>
internal static class RewardChecks
{
    private const string File = "rewards.json";

    public static IEnumerable<ContentProblem> Of(Draft draft)
    {
        if (draft.Rewards is not { } rewards) yield break;
        foreach (var gap in draft.Gaps(File, "name", rewards.Name)) yield return gap;
        foreach (var (n, rule) in rewards.Earn.Index())
        {
            foreach (var gap in draft.Gaps(File, $"earn[{n}].label", rule.Label)) yield return gap;
            if (draft.Rules is not { } rules) continue;
            if (rule.Product is { } product && !rules.Products.ContainsKey(product))
                yield return new ContentProblem(File, $"earn[{n}].product",
                    Names.Unknown(product, "product of scoring.json", rules.Products.Keys));
            if (rule.Reaction is { } type && !rules.Reactions.ContainsKey(type))
                yield return new ContentProblem(File, $"earn[{n}].reaction",
                    Names.Unknown(type, "reaction type of scoring.json", rules.Reactions.Keys));
        }
    }
}
