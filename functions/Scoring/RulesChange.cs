using LeadScoring.Intake;

namespace LeadScoring.Scoring;

/// <summary>Pure: what a change of the rules asks of the leads.</summary>
public static class RulesChange
{
    /// <summary>
    /// Whether a lead's counts say too little under the new rules, so that it is counted anew from its events: another
    /// calendar has other days, another detector other verdicts, and of a product or of entries that the old rules did
    /// not know nothing was counted. All else (points, caps, half-lives, fit, stages, classes) needs the counts only.
    /// </summary>
    public static bool NeedsEvents(ScoringRules before, ScoringRules after) =>
        after.Products.Values.Any(product =>
            !before.Products.TryGetValue(product.Id, out var known) || !known.TimeZone.Equals(product.TimeZone))
        || after.Machine != before.Machine
        || after.Reactions.ContainsKey(Entering.ReactionType) != before.Reactions.ContainsKey(Entering.ReactionType);
}
