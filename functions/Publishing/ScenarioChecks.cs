using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Scoring;

namespace LeadScoring.Publishing;

/// <summary>The product, stage, class, reactions and mails that a scenario names must exist.</summary>
internal static class ScenarioChecks
{
    public static IEnumerable<ContentProblem> Of(Draft draft) => draft.Scenarios.Values.SelectMany(scenario =>
    {
        var file = $"scenarios/{scenario.Id}.json";
        var mails = OfMails(draft, scenario, file);
        mails = mails.Concat(OfPurpose(draft, scenario, file));
        return draft.Rules is { } rules ? mails.Concat(OfRules(rules, scenario, file)) : mails;
    });

    private static IEnumerable<ContentProblem> OfMails(Draft draft, Scenario scenario, string file) =>
        from step in scenario.Steps.Index()
        from locale in draft.LocalesWithout(step.Item.Template)
        select new ContentProblem(file, $"steps[{step.Index}].template", Names.NoTemplate(step.Item.Template, locale));

    private static IEnumerable<ContentProblem> OfPurpose(Draft draft, Scenario scenario, string file)
    {
        if (scenario.Purpose is { } purpose && draft.Purposes is { } known && !known.Contains(purpose))
            yield return new(file, "purpose", Names.Unknown(purpose, "purpose of sender.json", known));
    }

    private static IEnumerable<ContentProblem> OfRules(ScoringRules rules, Scenario scenario, string file)
    {
        if (!rules.Products.ContainsKey(scenario.Product))
            yield return new(
                file, "product", Names.Unknown(scenario.Product, "product of scoring.json", rules.Products.Keys));
        if (scenario.Enter.Stage is { } stage && rules.Stages.Find(stage) is null)
            yield return new(file, "enter.stage", Names.Unknown(stage, "stage of scoring.json", rules.Stages.Ids));
        if (scenario.Enter.Class is { } name && !CustomerClass.All.Contains(name))
            yield return new(file, "enter.class", Names.Unknown(name, "customer class", CustomerClass.All));
        foreach (var (path, type) in ReactionsOf(scenario).Where(named => !rules.Reactions.ContainsKey(named.Type)))
            yield return new(file, path, Names.Unknown(type, "reaction of scoring.json", rules.Reactions.Keys));
    }

    private static IEnumerable<(string Path, string Type)> ReactionsOf(Scenario scenario) =>
        scenario.Exits.OnReactions.Select(type => ("exits.onReactions", type))
            .Concat(scenario.Steps.Index().SelectMany(step =>
                step.Item.If.Reacted.Select(type => ($"steps[{step.Index}].if.reacted", type))
                    .Concat(step.Item.If.NotReacted.Select(type => ($"steps[{step.Index}].if.notReacted", type)))));
}
