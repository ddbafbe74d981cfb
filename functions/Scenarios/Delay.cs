using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Scenarios;

/// <summary>
/// When something of a scenario is due, by the wall clock of its window's zone. Pure. A wall-clock time that a change
/// of the clock leaves out comes later by what was left out (02:30 becomes 03:30); one that comes twice is the first.
/// </summary>
public abstract record Delay
{
    private Delay()
    {
    }

    /// <summary>Counted from the lead's own date: it does not matter when the step before was done.</summary>
    public bool IsAnchored => this is FromDate;

    /// <summary>The instant it comes to.</summary>
    /// <param name="previous">When the step before was settled; the enrolment, for the first.</param>
    /// <param name="date">The lead's own date, of scenarios that have one.</param>
    /// <param name="window">The scenario's window: its zone, and the holidays that are no business days.</param>
    public abstract DateTimeOffset From(DateTimeOffset previous, LocalDate? date, SendWindow window);

    /// <summary>A length of time: whole days keep the hour on the wall, hours and less are real time.</summary>
    public sealed record Lasting(Period Period) : Delay
    {
        public override DateTimeOffset From(DateTimeOffset previous, LocalDate? date, SendWindow window) =>
            previous.Plus(Period, window.Zone);
    }

    /// <summary>So many days on, at a time of day; without one at the same as the step before.</summary>
    public sealed record InDays(int Days, LocalTime? At) : Delay
    {
        public override DateTimeOffset From(DateTimeOffset previous, LocalDate? date, SendWindow window)
        {
            var local = Local(previous, window);
            return InZone(local.Date.PlusDays(Days) + (At ?? local.TimeOfDay), window);
        }
    }

    /// <summary>So many business days on: days from Monday to Friday that are none of the window's holidays.</summary>
    public sealed record InBusinessDays(int Days, LocalTime? At) : Delay
    {
        public override DateTimeOffset From(DateTimeOffset previous, LocalDate? date, SendWindow window)
        {
            var local = Local(previous, window);
            var day = local.Date;
            for (var left = Days; left > 0;)
            {
                day = day.PlusDays(1);
                if (day.DayOfWeek <= IsoDayOfWeek.Friday && !window.Holidays.Contains(day)) left--;
            }
            return InZone(day + (At ?? local.TimeOfDay), window);
        }
    }

    /// <summary>The first such weekday after the day of the step before: on a Tuesday, that of next week.</summary>
    public sealed record NextWeekday(IsoDayOfWeek Day, LocalTime At) : Delay
    {
        public override DateTimeOffset From(DateTimeOffset previous, LocalDate? date, SendWindow window) =>
            InZone(Local(previous, window).Date.Next(Day) + At, window);
    }

    /// <summary>So many whole days before or after the lead's own date, at a time of day (else its start).</summary>
    public sealed record FromDate(Period Distance, bool IsBefore, LocalTime At) : Delay
    {
        public override DateTimeOffset From(DateTimeOffset previous, LocalDate? date, SendWindow window)
        {
            var anchor = date ?? throw new ArgumentNullException(nameof(date), "An anchored delay needs the date.");
            return InZone((IsBefore ? anchor - Distance : anchor + Distance) + At, window);
        }
    }

    private static LocalDateTime Local(DateTimeOffset instant, SendWindow window) =>
        Instant.FromDateTimeOffset(instant).InZone(window.Zone).LocalDateTime;

    private static DateTimeOffset InZone(LocalDateTime local, SendWindow window) =>
        local.InZoneLeniently(window.Zone).ToDateTimeOffset().ToUniversalTime();
}
