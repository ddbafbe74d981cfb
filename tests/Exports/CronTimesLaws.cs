using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Exports;
using NodaTime;

namespace LeadScoring.Tests.Exports;

/// <summary>The times of a schedule, in zones that jump by an hour, half an hour, a day, and not at all.</summary>
public sealed class CronTimesLaws
{
    private static readonly string[] Zones =
        ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];

    private static readonly string[] Schedules =
        ["0 8 * * MON-FRI", "30 2 * * *", "15 * * * *", "0 0 1 * *", "45 1,2,3 * * SUN", "0 12 29 2 *", "0 0,20 * * *"];

    private static readonly DateTimeOffset Start = new(2011, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Next_and_newest_agree_and_go_forward() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Moments().ToArbitrary(), moment =>
        {
            var (text, zone, at) = moment;
            var times = CronTimes.Parse(text)!;
            var next = times.NextAfter(at, zone)!.Value;
            Assert.True(next > at);
            Assert.Equal(next, times.NewestIn(at, next, zone));
            Assert.Null(times.NewestIn(at, next.AddTicks(-1), zone));
            Assert.True(times.NextAfter(next, zone) > next);
        }));

    [Fact]
    public void A_walk_from_time_to_time_is_what_a_day_by_day_count_finds()
    {
        foreach (var name in Zones)
        {
            var zone = DateTimeZoneProviders.Tzdb[name];
            var times = CronTimes.Parse("30 2 * * *")!;
            var (walked, at) = (new List<DateTimeOffset>(), Start);
            while (times.NextAfter(at, zone) is { } next && next < Start.AddYears(2)) walked.Add(at = next);
            var first = Instant.FromDateTimeOffset(Start).InZone(zone).Date;
            var counted = Enumerable.Range(-1, 800)
                .Select(day => first.PlusDays(day).At(new LocalTime(2, 30)).InZoneLeniently(zone).ToDateTimeOffset())
                .Where(time => time > Start && time < Start.AddYears(2)).Select(time => time.ToUniversalTime())
                .Distinct().Order();
            Assert.Equal(counted, walked.Select(time => time.ToUniversalTime()));
        }
    }

    [Theory]
    [InlineData("Asia/Tokyo", "0 8 * * MON-FRI", "2026-11-20T08:00:00Z", "2026-11-22T23:00:00Z")]
    [InlineData("Europe/Berlin", "0 8 * * *", "2027-03-27T12:00:00Z", "2027-03-28T06:00:00Z")]
    [InlineData("Europe/Berlin", "0 8 * * *", "2027-10-30T12:00:00Z", "2027-10-31T07:00:00Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2027-03-27T12:00:00Z", "2027-03-28T01:30:00Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2027-10-30T12:00:00Z", "2027-10-31T00:30:00Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z")]
    [InlineData("Europe/Berlin", "0 * * * *", "2027-10-31T00:00:00Z", "2027-10-31T02:00:00Z")]
    [InlineData("Europe/Berlin", "0 * * * *", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z")]
    [InlineData("Pacific/Apia", "0 8 * * *", "2011-12-29T18:00:00Z", "2011-12-30T18:00:00Z")]
    public void Clocks_that_jump_leave_out_no_day_and_double_none(
        string zone, string schedule, string after, string next) =>
        Assert.Equal(
            DateTimeOffset.Parse(next),
            CronTimes.Parse(schedule)!.NextAfter(DateTimeOffset.Parse(after), DateTimeZoneProviders.Tzdb[zone]));

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("*/5 8 * * *")]
    [InlineData("0,30 8 * * *")]
    [InlineData("0 8 * *")]
    [InlineData("0 0 8 * * *")]
    [InlineData("0 25 * * *")]
    [InlineData("0 99999999999999 * * *")]
    [InlineData("0 */99999999999 * * *")]
    [InlineData("daily")]
    [InlineData("")]
    public void What_is_no_schedule_or_comes_more_than_once_an_hour_is_none(string text) =>
        Assert.Null(CronTimes.Parse(text));

    [Theory]
    [InlineData("0 22-6 * * *", "write 22-23,0-6 in")]
    [InlineData("0 22-6/2 * * *", "write 22,0,2,4,6 in")]
    [InlineData("0 8,23-3 * * *", "like '23-3': write 23,0-3 in")]
    [InlineData("0 8 28-3 * *", "write 28-31,1-3 in")]
    [InlineData("0 8 * NOV-feb *", "write NOV,DEC,JAN,FEB in")]
    [InlineData("0 8 * * FRI-MON", "write FRI,SAT,SUN,MON in")]
    [InlineData("0 8 * * SAT-SUN", "write SAT,SUN in")]
    [InlineData("0 8 * * 6-0", "write 6,0 in")]
    [InlineData("0 */0 * * *", "step of at least 1 behind the slash, but one part is '*/0'")]
    [InlineData("0 8-20/0 * * *", "step of at least 1")]
    [InlineData("0 */-1 * * *", "")]
    [InlineData("0 8/1/1 * * *", "")]
    public void What_would_be_read_as_something_else_is_refused_with_what_to_write(string text, string words)
    {
        Assert.Null(CronTimes.Parse(text, out var reason));
        Assert.Contains(words, reason, StringComparison.Ordinal);
        if (reason.Split("write ") is [_, var told])
            Assert.NotNull(CronTimes.Parse(string.Join(' ', text.Split(' ').Select(
                field => field.Contains('-') ? told.Split(' ')[0] : field))));
    }

    [Fact]
    public void No_text_is_more_than_no_schedule() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(
            Gen.Elements("0", "5", "23", "31", "*", "-", "/", ",", "MON", "7", "99999999999", "?", "L", "#")
                .ListOf().Select(parts => "0 " + string.Concat(parts) + " * * *").ToArbitrary(),
            text => CronTimes.Parse(text) is null || CronTimes.Parse(text, out var reason) is not null));

    [Fact]
    public void A_day_that_never_comes_has_no_next_time() =>
        Assert.Null(CronTimes.Parse("0 8 31 2 *")!.NextAfter(Start, DateTimeZone.Utc));

    private static Gen<(string Text, DateTimeZone Zone, DateTimeOffset At)> Moments() =>
        from text in Gen.Elements(Schedules)
        from zone in Gen.Elements(Zones)
        from minute in Gen.Choose(0, 60 * 24 * 365 * 15)
        select (text, DateTimeZoneProviders.Tzdb[zone], Start.AddMinutes(minute));
}
