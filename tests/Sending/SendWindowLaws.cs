using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Tests.Sending;

/// <summary>
/// Ten years of every quarter of an hour against a naive reference that looks at the wall clock and nothing else. All
/// boundaries and all clock changes in these zones and years lie on quarters, so the walk sees every opening.
/// </summary>
public sealed class SendWindowLaws
{
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var zone in new[] { "Asia/Tokyo", "America/New_York", "Europe/London", "Pacific/Apia" })
        {
            cases.Add(zone, "10:00", "19:00");
            cases.Add(zone, "21:30", "02:15");
            cases.Add(zone, "01:30", "03:00");
            cases.Add(zone, "00:00", "00:00");
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_next_opening_is_the_first_quarter_that_the_wall_clock_allows(string zone, string from, string to)
    {
        var window = SendWindowTests.Window(zone, from, to,
            [IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Friday, IsoDayOfWeek.Sunday], Holidays());
        var (first, quarters) = (Instant.FromUtc(2010, 1, 1, 0, 0), 10 * 366 * 96);
        var expected = Instant.MaxValue;
        var (opened, shut) = (0, 0);

        // Backwards, so that the next opening is always known.
        for (var index = quarters - 1; index >= 0; index--)
        {
            var instant = first + Quarter * index;
            var open = AllowedByTheWallClock(window, instant);
            if (open) expected = instant;
            (opened, shut) = open ? (opened + 1, shut) : (opened, shut + 1);
            if (expected == Instant.MaxValue) continue;
            var found = window.NextOpening(instant.ToDateTimeOffset());
            if (found != expected.ToDateTimeOffset()) Assert.Fail($"At {instant}: {found:O} in place of {expected}.");
        }
        Assert.True(opened > 10_000 && shut > 10_000, "The walk must see both.");
    }

    private static LocalDate[] Holidays() =>
    [
        .. from year in Enumerable.Range(2010, 10)
           from day in new[] { new AnnualDate(1, 1), new AnnualDate(12, 30) }
           select day.InYear(year),
    ];

    private static bool AllowedByTheWallClock(SendWindow window, Instant instant)
    {
        var wall = instant.InZone(window.Zone).LocalDateTime;
        var time = wall.TimeOfDay;
        if (window.From == window.To) return StartsOn(window, wall.Date);
        if (window.From < window.To) return StartsOn(window, wall.Date) && time >= window.From && time < window.To;
        return (time >= window.From && StartsOn(window, wall.Date))
            || (time < window.To && StartsOn(window, wall.Date.PlusDays(-1)));
    }

    private static bool StartsOn(SendWindow window, LocalDate date) =>
        window.Days.Contains(date.DayOfWeek) && !window.Holidays.Contains(date);
}
