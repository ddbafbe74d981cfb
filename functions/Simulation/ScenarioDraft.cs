using LeadScoring.Checks;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Simulation;

/// <summary>
/// A scenario that is not in force: read as strictly as its file, and held against the rules, the purposes,
/// the mails and the calendars that are.
/// </summary>
public static class ScenarioDraft
{
    /// <summary>The scenario, or null with every mistake noted under its path in the scenario.</summary>
    public static Scenario? Read(JsonFields fields, Edition edition)
    {
        var before = fields.Refusals.ToErrors().Count;
        var scenario = Scenario.Read(fields);
        if (fields.Refusals.ToErrors().Count > before) return null;
        if (edition.Scenarios.GetValueOrDefault(scenario.Id)?.Version is { } known && scenario.Version <= known)
        {
            fields.Refuse(
                "version", FormattableString.Invariant($"Must be above {known}, the version that is in force."));
        }
        var draft = Draft.Of(Added(edition, scenario));
        var own = NurtureSet.ScenarioPath(scenario.Id);
        var problems = ScenarioChecks.Of(draft).Concat(TimeChecks.Of(draft)).Concat(MailChecks.OfUses(draft));
        foreach (var problem in problems.Where(one => one.File == own))
        {
            // That of a condition says already where the scenario stands in the request.
            if (problem.Path.StartsWith(fields.PathOf("") + ".", StringComparison.Ordinal))
                fields.Refusals.Add(problem.Path, problem.Reason);
            else fields.Refuse(problem.Path, problem.Reason);
        }
        return fields.Refusals.ToErrors().Count > before ? null : scenario;
    }

    /// <summary>
    /// The content as it is once the scenario is published; who is under way keeps the earlier version.
    /// </summary>
    public static Edition Added(Edition edition, Scenario scenario)
    {
        var earlier = edition.EarlierScenarios;
        if (edition.Scenarios.GetValueOrDefault(scenario.Id) is { } replaced && replaced.Version != scenario.Version)
        {
            earlier = new Dictionary<(string Id, int Version), Scenario>(earlier)
            {
                [(replaced.Id, replaced.Version)] = replaced,
            };
        }
        var scenarios = new SortedDictionary<string, Scenario>(StringComparer.Ordinal);
        foreach (var known in edition.Scenarios.Values) scenarios[known.Id] = known;
        scenarios[scenario.Id] = scenario.WithHolidays(edition.Calendars);
        return edition with { Scenarios = scenarios, EarlierScenarios = earlier };
    }
}
