using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// Pure: brings the days of the calendars that windows name into their holidays, which is all that the arithmetic of
/// windows and of business days looks at.
/// </summary>
public static class Calendars
{
    /// <summary>How long before its end a calendar is told of: time enough to get the next years.</summary>
    private static readonly Period Notice = Period.FromMonths(6);

    /// <summary>The edition with the holidays of every window complete; the same when it is already.</summary>
    public static Edition WithHolidays(this Edition edition) => edition with
    {
        Scenarios = new SortedDictionary<string, Scenario>(
            edition.Scenarios.ToDictionary(
                scenario => scenario.Key, scenario => scenario.Value.WithHolidays(edition.Calendars)),
            StringComparer.Ordinal),
        EarlierScenarios = edition.EarlierScenarios.ToDictionary(
            scenario => scenario.Key, scenario => scenario.Value.WithHolidays(edition.Calendars)),
    };

    /// <summary>The scenario with the days of the calendar its window names; one that is not there has none.</summary>
    public static Scenario WithHolidays(
        this Scenario scenario, IReadOnlyDictionary<string, HolidayCalendar> calendars) =>
        scenario.Window.Calendar is { } id && calendars.GetValueOrDefault(id) is { } calendar
            ? scenario with
            {
                Window = scenario.Window with
                {
                    Holidays = scenario.Window.Holidays.Union(calendar.Days.Select(day => day.Date)).ToHashSet(),
                },
            }
            : scenario;

    /// <summary>The calendars in use that know no day in six months' time, by their ids.</summary>
    public static IEnumerable<HolidayCalendar> EndingSoon(Edition edition, DateTimeOffset now)
    {
        var notice = edition.Sender.DayOf(now).Plus(Notice);
        var used = edition.Scenarios.Values.Select(scenario => scenario.Window.Calendar).ToHashSet();
        return edition.Calendars.Values.Where(calendar => used.Contains(calendar.Id) && calendar.Until < notice);
    }
}
