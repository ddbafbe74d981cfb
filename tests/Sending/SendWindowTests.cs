using System.Globalization;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Tests.Sending;

public sealed class SendWindowTests
{
    private static readonly IsoDayOfWeek[] Weekdays =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    [Theory]
    [InlineData("2026-11-20T01:00Z", "2026-11-20T01:00Z")] // Friday 10:00 in Tokyo: open from the first moment
    [InlineData("2026-11-20T00:59:59Z", "2026-11-20T01:00Z")]
    [InlineData("2026-11-20T09:59:59Z", "2026-11-20T09:59:59Z")]
    [InlineData("2026-11-20T10:00Z", "2026-11-23T01:00Z")] // Friday 19:00: closed, next is Monday
    public void Office_hours_in_tokyo(string instant, string opening)
    {
        var window = Window("Asia/Tokyo", "10:00", "19:00", Weekdays);

        Assert.Equal(Time(opening), window.NextOpening(Time(instant)));
        Assert.Equal(instant == opening, window.IsOpen(Time(instant)));
    }

    [Fact]
    public void A_night_belongs_to_the_day_it_starts_on()
    {
        var fridayNight = Window("Asia/Tokyo", "22:00", "02:00", [IsoDayOfWeek.Friday]);

        Assert.True(fridayNight.IsOpen(Time("2026-11-21T01:59:59+09:00")));
        Assert.False(fridayNight.IsOpen(Time("2026-11-21T02:00+09:00")));
        Assert.False(fridayNight.IsOpen(Time("2026-11-20T01:00+09:00")));
        Assert.Equal(Time("2026-11-27T22:00+09:00"), fridayNight.NextOpening(Time("2026-11-21T02:00+09:00")));
    }

    [Fact]
    public void A_holiday_starts_no_window_and_ends_none_that_runs_into_it()
    {
        var nights = Window("Asia/Tokyo", "22:00", "02:00", Weekdays, new LocalDate(2026, 12, 31));

        Assert.True(nights.IsOpen(Time("2026-12-31T01:00+09:00")));
        Assert.False(nights.IsOpen(Time("2026-12-31T23:00+09:00")));
        Assert.False(nights.IsOpen(Time("2027-01-01T01:00+09:00")));
        Assert.Equal(Time("2027-01-01T22:00+09:00"), nights.NextOpening(Time("2026-12-31T02:00+09:00")));
    }

    [Fact]
    public void An_opening_that_the_clock_jumps_over_comes_at_the_jump()
    {
        // On 8 March 2026 New York goes from 02:00 to 03:00.
        var window = Window("America/New_York", "02:30", "09:00", [IsoDayOfWeek.Sunday]);

        Assert.Equal(Time("2026-03-08T07:00Z"), window.NextOpening(Time("2026-03-07T12:00Z")));
    }

    [Fact]
    public void A_window_that_lies_in_the_jump_stays_shut_that_day()
    {
        var window = Window("America/New_York", "02:10", "02:50", [IsoDayOfWeek.Sunday]);

        Assert.Equal(Time("2026-03-15T02:10-04:00"), window.NextOpening(Time("2026-03-07T12:00Z")));
    }

    [Fact]
    public void A_clock_set_back_into_the_window_opens_it_again()
    {
        // On 1 November 2026 New York goes from 02:00 back to 01:00.
        var window = Window("America/New_York", "22:00", "01:30", [IsoDayOfWeek.Saturday]);

        Assert.False(window.IsOpen(Time("2026-11-01T01:45-04:00")));
        Assert.Equal(Time("2026-11-01T01:00-05:00"), window.NextOpening(Time("2026-11-01T01:45-04:00")));
    }

    [Fact]
    public void The_day_that_apia_left_out_is_left_out()
    {
        // 30 December 2011, a Friday, did not happen in Samoa.
        var fridays = Window("Pacific/Apia", "09:00", "17:00", [IsoDayOfWeek.Friday]);

        Assert.Equal(Time("2012-01-06T09:00+14:00"), fridays.NextOpening(Time("2011-12-24T00:00-10:00")));
    }

    [Theory]
    [InlineData("10:00", "19:00", "2026-11-20T12:00+09:00", "2026-11-20T19:00+09:00")]
    [InlineData("10:00", "19:00", "2026-11-20T20:00+09:00", "2026-11-20T20:00+09:00")] // shut: at once
    [InlineData("22:00", "02:00", "2026-11-20T23:00+09:00", "2026-11-21T02:00+09:00")]
    [InlineData("22:00", "02:00", "2026-11-21T01:00+09:00", "2026-11-21T02:00+09:00")] // Friday's, on Saturday
    [InlineData("00:00", "00:00", "2026-11-20T01:00+09:00", "2026-11-21T00:00+09:00")]
    public void An_open_window_closes_at_its_end(string from, string to, string instant, string closing) =>
        Assert.Equal(
            Time(closing), Window("Asia/Tokyo", from, to, Weekdays).ClosingAfter(Time(instant)));

    [Fact]
    public void A_thousand_holidays_in_a_row_are_waited_out()
    {
        var first = new LocalDate(2026, 1, 1);
        var window = Window("UTC", "10:00", "11:00", Weekdays, [.. Enumerable.Range(0, 1000).Select(first.PlusDays)]);

        Assert.Equal(Time("2028-09-27T10:00Z"), window.NextOpening(Time("2026-01-01T10:00Z")));
    }

    internal static SendWindow Window(
        string zone, string from, string to, IEnumerable<IsoDayOfWeek> days, params LocalDate[] holidays) =>
        new(days.ToHashSet(), Clock(from), Clock(to), DateTimeZoneProviders.Tzdb[zone], holidays.ToHashSet());

    private static LocalTime Clock(string text) =>
        LocalTime.FromTimeOnly(TimeOnly.Parse(text, CultureInfo.InvariantCulture));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
