using FsCheck.Fluent;
using LeadScoring.Scoring;
using NodaTime;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

/// <summary>Days are the calendar's in the product's zone, whatever its clocks do.</summary>
public sealed class CalendarLaws
{
    [Theory]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/New_York")]
    [InlineData("Europe/London")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Australia/Lord_Howe")]
    public void A_reaction_counts_on_its_local_day_and_halves_after_exactly_that_many_dates(string zone)
    {
        var product = CarWith(halfLifeDays: 90) with { TimeZone = DateTimeZoneProviders.Tzdb[zone] };
        Laws.Hold(
            from minutes in Gen.Choose(0, 40 * 366 * 24 * 60)
            select new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes),
            at =>
            {
                // The date on the wall, and 90 dates later any time of day: 89.96 or 90.04 days where clocks change.
                var date = Instant.FromDateTimeOffset(at).InZone(product.TimeZone).Date;
                var input = new ScoreInput(DayCounts.Empty.Add([(product.DayOf(at), "test-drive")]), 1, null);
                var start = product.StartOf(Days.Of(date.PlusDays(90)));

                Assert.Equal(25, Points.At(input, Rules, product, Days.Of(date)));
                Assert.Equal(12.5, Points.At(input, Rules, product, product.DayOf(start)));
                Assert.True(Points.At(input, Rules, product, product.DayOf(start.AddTicks(-1))) > 12.5);
            });
    }

    [Fact]
    public void The_29th_of_February_is_a_day_like_any_other()
    {
        var (before, leap, after) = (Day(2028, 2, 28), Day(2028, 2, 29), Day(2028, 3, 1));
        var input = new ScoreInput(DayCounts.Empty.Add([(leap, "test-drive")]), 1, null);
        var daily = CarWith(halfLifeDays: 1);

        Assert.Equal((leap - 1, leap + 1), (before, after));
        Assert.Equal(25, Points.At(input, Rules, daily, leap));
        Assert.Equal(12.5, Points.At(input, Rules, daily, after));
        Assert.Equal(25 * Math.Pow(2, -366), Points.At(input, Rules, daily, Day(2029, 3, 1)));
    }

    private static int Day(int year, int month, int day) => Days.Of(new LocalDate(year, month, day));
}
