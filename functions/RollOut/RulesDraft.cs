using LeadScoring.Checks;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.RollOut;

/// <summary>
/// Scoring rules that are not in force: read as strictly as the file, and held against the campaigns and scenarios that
/// are, which name their products and stages.
/// </summary>
public static class RulesDraft
{
    /// <summary>
    /// The rules, or null with every mistake noted under its path in the rules, or (where a campaign or scenario would
    /// lose what it names) under <c>version</c>, naming the file.
    /// </summary>
    public static ScoringRules? Read(JsonFields fields, Edition edition)
    {
        var before = fields.Refusals.ToErrors().Count;
        var rules = ScoringRules.Read(fields);
        if (fields.Refusals.ToErrors().Count > before) return null;
        foreach (var own in ReactionType.Own.Where(id =>
            edition.Rules.Reactions.ContainsKey(id) && !rules.Reactions.ContainsKey(id)))
        {
            fields.Refuse(
                $"reactions.{own}",
                "Is recorded by the app itself, and would be lost: keep it, with 0 points where it should not count.");
        }
        var draft = Draft.Of(edition) with { Rules = rules };
        var problems = CampaignChecks.Of(draft).Concat(ScenarioChecks.Of(draft)).Concat(TimeChecks.OfQuiet(draft))
            .Concat(SalesChecks.Of(draft));
        foreach (var problem in problems) fields.Refuse("version", problem.ToString());
        return fields.Refusals.ToErrors().Count > before ? null : rules;
    }
}
