using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Tests.Scoring;

public sealed class ProductLineTests
{
    [Theory]
    [InlineData("Asia/Tokyo", "2026-11-22T14:59:59Z", "2026-11-22")]
    [InlineData("Asia/Tokyo", "2026-11-22T15:00:00Z", "2026-11-23")]
    [InlineData("America/New_York", "2026-03-08T04:59:59Z", "2026-03-07")]
    [InlineData("America/New_York", "2026-03-09T03:59:59Z", "2026-03-08")]
    [InlineData("Europe/London", "2024-02-29T23:59:59Z", "2024-02-29")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31")]
    [InlineData("Asia/Tokyo", "1969-12-31T14:59:59Z", "1969-12-31")]
    public void An_instant_falls_on_a_calendar_day_of_the_products_zone(string zone, string instant, string date)
    {
        var day = In(zone).DayOf(DateTimeOffset.Parse(instant, null));

        Assert.Equal(date, Days.ToDate(day).ToString("uuuu-MM-dd", null));
        Assert.Equal(day, Days.Of(Days.ToDate(day)));
    }

    [Fact]
    public void Days_are_counted_from_1970() => Assert.Equal(0, Days.Of(new LocalDate(1970, 1, 1)));

    [Theory]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/New_York")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Africa/Cairo")]
    [InlineData("Australia/Lord_Howe")]
    public void A_day_starts_at_its_first_instant_also_where_midnight_is_skipped(string zone)
    {
        var product = In(zone);
        for (var day = Days.Of(new LocalDate(2010, 1, 1)); day < Days.Of(new LocalDate(2027, 1, 1)); day++)
        {
            var start = product.StartOf(day);
            Assert.Equal(day, product.DayOf(start));
            Assert.Equal(day - 1, product.DayOf(start.AddTicks(-1)));
        }
    }

    [Fact]
    public void A_day_that_never_was_starts_with_the_next()
    {
        var left = Days.Of(new LocalDate(2011, 12, 30));

        Assert.Equal(DateTimeOffset.Parse("2011-12-30T10:00:00Z", null), In("Pacific/Apia").StartOf(left));
        Assert.Equal(In("Pacific/Apia").StartOf(left + 1), In("Pacific/Apia").StartOf(left));
    }

    private static ProductLine In(string zone) =>
        SampleRules.Car with { TimeZone = DateTimeZoneProviders.Tzdb[zone] };
}
