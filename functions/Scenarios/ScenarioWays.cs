using LeadScoring.Parsing;

namespace LeadScoring.Scenarios;

/// <summary>
/// Pure: what is wrong with the ways through a scenario, which its file alone tells. Jumps lead to a later step, so
/// every enrolment ends; a step that no way leads to would be a mail that is never sent and nobody misses.
/// </summary>
internal static class ScenarioWays
{
    public static void Check(Scenario scenario, JsonFields fields)
    {
        var steps = scenario.Steps;
        if (steps.Count == 0) fields.Refuse("steps", "Must hold at least one step.");
        CheckAnchors(scenario, fields);
        var twice = steps.GroupBy(step => step.Id, StringComparer.Ordinal).Where(group => group.Count() > 1).ToList();
        foreach (var group in twice)
            fields.Refuse("steps", $"Must have different ids, but '{group.Key}' stands {group.Count()} times.");
        if (twice.Count > 0) return;
        foreach (var (index, step) in steps.Index()) CheckJumps(scenario, index, step, fields);
        CheckQuestions(scenario, fields);
        if (!fields.Refusals.Any) CheckReach(scenario, fields);
    }

    private static void CheckJumps(Scenario scenario, int index, ScenarioStep step, JsonFields fields)
    {
        foreach (var (field, to) in step.Jumps)
        {
            if (to is null) continue;
            var target = scenario.IndexOf(to);
            if (target < 0) fields.Refuse($"steps[{index}].{field}", $"Must be the id of a later step, but is '{to}'.");
            else if (target <= index)
                fields.Refuse($"steps[{index}].{field}", $"Must lead forwards, but '{to}' does not come later.");
        }
    }

    private static void CheckReach(Scenario scenario, JsonFields fields)
    {
        var reached = new bool[scenario.Steps.Count + 1];
        reached[0] = true;
        foreach (var (index, step) in scenario.Steps.Index())
        {
            if (!reached[index])
                fields.Refuse($"steps[{index}].id", $"No way leads to '{step.Id}': jump to it, or take it out.");
            foreach (var jump in step.Jumps) reached[jump.To is { } to ? scenario.IndexOf(to) : index + 1] = true;
        }
    }

    /// <summary>The first step of a scenario of a date counts from it; in others nothing can.</summary>
    private static void CheckAnchors(Scenario scenario, JsonFields fields)
    {
        if (scenario.Enter.Anchor is null)
        {
            foreach (var (index, step) in scenario.Steps.Index().Where(at => at.Item.After.IsAnchored))
                fields.Refuse(FieldOf(index, step), "Counts from a date, but enter names no anchor.");
            return;
        }
        if (scenario.Steps is [{ After.IsAnchored: false } first, ..])
            fields.Refuse(FieldOf(0, first), "Must count from the date: say before or afterAnchor.");
        if (scenario.Steps is [WaitStep, ..])
            fields.Refuse("steps[0].wait", "Must not come first: a reaction is waited for after something.");
        if (scenario.Exits.OnStageLeft)
            fields.Refuse("exits.onStageLeft", "Has no effect with an anchor: name the stage in exits.if.");
    }

    private static string FieldOf(int index, ScenarioStep step) =>
        step is WaitStep ? $"steps[{index}].wait.timeOut" : $"steps[{index}].after";

    /// <summary>What cannot be known where it is asked.</summary>
    private static void CheckQuestions(Scenario scenario, JsonFields fields)
    {
        foreach (var leaf in scenario.Enter.If?.Leaves() ?? [])
            if (TooEarly(leaf) is { } reason) fields.Refusals.Add(leaf.Path, reason);
        foreach (var (index, step) in scenario.Steps.Index())
            CheckMails(scenario, index, step.Conditions, fields);
        if (scenario.Exits.If is { } exit) CheckMails(scenario, scenario.Steps.Count, [exit], fields);
    }

    private static string? TooEarly(Condition leaf) => leaf switch
    {
        Condition.Reacted => "Means since the enrolment: to ask before it, say reaction with within.",
        Condition.MailSeen => "Has no mail to look at before the enrolment.",
        Condition.ProbabilityIs => "Is asked at steps: put it into the if of the first one, or into exits.",
        _ => null,
    };

    private static void CheckMails(Scenario scenario, int end, IEnumerable<Condition> conditions, JsonFields fields)
    {
        var asked = conditions.SelectMany(condition => condition.Leaves()).OfType<Condition.MailSeen>();
        foreach (var (path, name) in asked.SelectMany(leaf => leaf.Steps.Select(step => (leaf.Path, step))))
        {
            var at = scenario.IndexOf(name);
            if (at < 0 || at >= end || scenario.Steps[at] is not MailStep)
                fields.Refusals.Add(path, $"Must be an earlier step that sends a mail, but is '{name}'.");
        }
    }
}
