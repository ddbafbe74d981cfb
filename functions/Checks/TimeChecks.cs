using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>The calendars that windows name, and the reactions after which all is quiet, must exist.</summary>
internal static class TimeChecks
{
    public static IEnumerable<ContentProblem> Of(Draft draft) =>
    [
        .. OfCalendars(draft),
        .. OfQuiet(draft),
        .. draft.Calendars.Values.SelectMany(calendar => calendar.Days.Index().SelectMany(day => draft.Gaps(
            NurtureSet.CalendarPath(calendar.Id), $"days[{day.Index}].name", day.Item.Name))),
    ];

    private static IEnumerable<ContentProblem> OfCalendars(Draft draft) =>
        from scenario in draft.Scenarios.Values
        let name = scenario.Window.Calendar
        where name is not null && !draft.Calendars.ContainsKey(name)
            && !draft.FaultyFiles.Contains(NurtureSet.CalendarPath(name))
        select new ContentProblem(NurtureSet.ScenarioPath(scenario.Id), "window.calendar",
            Names.Unknown(name, "calendar of calendars/", draft.Calendars.Keys));

    public static IEnumerable<ContentProblem> OfQuiet(Draft draft) =>
        from rule in (draft.Sender?.Sending.Quiet ?? []).Index()
        from type in rule.Item.Reactions
        where draft.Rules is not null && !draft.Rules.Reactions.ContainsKey(type)
        select new ContentProblem("sender.json", $"quiet[{rule.Index}].reactions",
            Names.Unknown(type, "reaction of scoring.json", draft.Rules!.Reactions.Keys));
}
