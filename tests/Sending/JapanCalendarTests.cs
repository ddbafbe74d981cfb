using LeadScoring.Sending;
using LeadScoring.Tests.Publishing;
using NodaTime;

namespace LeadScoring.Tests.Sending;

/// <summary>
/// The shipped days of Japan against the Act on National Holidays (国民の祝日に関する法律, Act No. 178 of 1948) as it
/// reads since 2022, worked out here from its articles and from nothing else. The equinoxes: the law leaves them to the
/// almanac of the National Astronomical Observatory, announced a year ahead; the formula of its 新こよみ便利帳 holds for
/// 1980 to 2099 (error under a day), and here it is held against the longitude of the sun as well.
/// </summary>
public sealed class JapanCalendarTests
{
    private static readonly HolidayCalendar Japan = SampleContent.Edition.Calendars["jp"];

    public static TheoryData<int> Years => [.. Enumerable.Range(2024, 12)];

    [Fact]
    public void It_knows_twelve_whole_years() => Assert.Equal(
        (new LocalDate(2024, 1, 1), new LocalDate(2035, 12, 31)), (Japan.From, Japan.Until));

    [Theory]
    [MemberData(nameof(Years))]
    public void Its_days_are_those_of_the_law(int year)
    {
        var national = NationalHolidays(year);

        Assert.Equal(16, national.Count);
        Assert.Equal(
            [.. national.Concat(Substitutes(national)).Concat(Bridges(national)).Distinct().Order()],
            Japan.Days.Select(day => day.Date).Where(day => day.Year == year));
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void The_sun_stands_at_the_equinox_on_its_day_in_japan(int year)
    {
        Assert.True(SunPasses(0, new LocalDate(year, 3, VernalDay(year))));
        Assert.True(SunPasses(180, new LocalDate(year, 9, AutumnalDay(year))));
    }

    [Theory]
    [InlineData(2026, 5, 6)] // 3 May is a Sunday, and the next two days are holidays themselves
    [InlineData(2024, 9, 23)] // the equinox is a Sunday
    [InlineData(2026, 9, 22)] // between the day for the aged and the equinox
    [InlineData(2032, 9, 21)]
    public void Days_that_only_the_rules_make_are_there(int year, int month, int day) =>
        Assert.Contains(new LocalDate(year, month, day), Japan.Days.Select(known => known.Date));

    /// <summary>Article 2.</summary>
    private static HashSet<LocalDate> NationalHolidays(int year) =>
    [
        new(year, 1, 1), Monday(year, 1, 2), new(year, 2, 11), new(year, 2, 23), new(year, 3, VernalDay(year)),
        new(year, 4, 29), new(year, 5, 3), new(year, 5, 4), new(year, 5, 5), Monday(year, 7, 3), new(year, 8, 11),
        Monday(year, 9, 3), new(year, 9, AutumnalDay(year)), Monday(year, 10, 2), new(year, 11, 3), new(year, 11, 23),
    ];

    /// <summary>Article 3(2): a holiday on a Sunday moves to the nearest later day that is none.</summary>
    private static IEnumerable<LocalDate> Substitutes(HashSet<LocalDate> national)
    {
        foreach (var sunday in national.Where(day => day.DayOfWeek == IsoDayOfWeek.Sunday))
        {
            var day = sunday.PlusDays(1);
            while (national.Contains(day)) day = day.PlusDays(1);
            yield return day;
        }
    }

    /// <summary>Article 3(3): a day whose both neighbours are holidays, and which is none itself.</summary>
    private static IEnumerable<LocalDate> Bridges(HashSet<LocalDate> national) => national
        .Select(day => day.PlusDays(1))
        .Where(day => !national.Contains(day) && national.Contains(day.PlusDays(1)));

    private static LocalDate Monday(int year, int month, int nth) =>
        LocalDate.FromYearMonthWeekAndDay(year, month, nth, IsoDayOfWeek.Monday);

    private static int VernalDay(int year) => Equinox(20.8431, year);

    private static int AutumnalDay(int year) => Equinox(23.2488, year);

    private static int Equinox(double day, int year) =>
        (int)(day + 0.242194 * (year - 1980)) - (year - 1980) / 4;

    /// <summary>Whether the sun's longitude passes this angle between two midnights in Japan.</summary>
    private static bool SunPasses(double angle, LocalDate date)
    {
        return Beyond(date) < 0 && Beyond(date.PlusDays(1)) >= 0;

        double Beyond(LocalDate day)
        {
            var midnight = day.AtMidnight().WithOffset(Offset.FromHours(9)).ToInstant();
            var from = SunsLongitude(midnight) - angle;
            return from - 360 * Math.Round(from / 360);
        }
    }

    /// <summary>
    /// Apparent longitude in degrees, to about 0.01 (a quarter of an hour of the sun's way): Meeus, Astronomical
    /// Algorithms, chapter 25.
    /// </summary>
    private static double SunsLongitude(Instant instant)
    {
        const double dynamicalSeconds = 72; // dynamical time is ahead of the clock's by this in these years
        var days = (instant - Instant.FromUtc(2000, 1, 1, 12, 0)).TotalDays + dynamicalSeconds / 86_400;
        var t = days / 36_525;
        var mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
        var anomaly = Radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t);
        var centre = (1.914602 - 0.004817 * t) * Math.Sin(anomaly)
            + (0.019993 - 0.000101 * t) * Math.Sin(2 * anomaly) + 0.000289 * Math.Sin(3 * anomaly);
        return mean + centre - 0.00569 - 0.00478 * Math.Sin(Radians(125.04 - 1934.136 * t));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
