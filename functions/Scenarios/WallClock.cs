using NodaTime;

namespace LeadScoring.Scenarios;

/// <summary>How far away a period reaches for somebody who lives by a wall clock.</summary>
internal static class WallClock
{
    /// <summary>
    /// Adds years to days on the zone's wall clock (a day is a day over a DST change), hours and less as real time.
    /// </summary>
    public static DateTimeOffset Plus(this DateTimeOffset instant, Period period, DateTimeZone zone)
    {
        var calendar = new PeriodBuilder(period)
        {
            Hours = 0,
            Minutes = 0,
            Seconds = 0,
            Milliseconds = 0,
            Ticks = 0,
            Nanoseconds = 0,
        }.Build();
        var start = Instant.FromDateTimeOffset(instant);
        var moved = calendar.HasDateComponent
            ? (start.InZone(zone).LocalDateTime + calendar).InZoneLeniently(zone).ToInstant()
            : start;
        var rest = new PeriodBuilder(period) { Years = 0, Months = 0, Weeks = 0, Days = 0 }.Build();
        return (moved + rest.ToDuration()).ToDateTimeOffset();
    }
}
