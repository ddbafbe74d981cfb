using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Tests.Learning;

/// <summary>
/// 23,570 real customers: who buys in the 90 days from 1998-04-01, told by what they did before; against figures
/// computed elsewhere on the same data.
/// </summary>
public sealed class CdnowBacktestTests
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    [Theory]
    [InlineData(30, .834)]
    [InlineData(90, .840)]
    [InlineData(180, .840)]
    public void The_decayed_score_tells_who_buys_next(double halfLifeDays, double auc)
    {
        var product = SampleRules.CarWith(halfLifeDays) with { OnPurchase = OnPurchase.Keep };

        var month = Judged((past, day) => Points.ScoreAt(
            past.KnownBefore(day, SampleRules.Rules, product), SampleRules.Rules, product, day));

        Assert.Equal((23_570, 3_302), (month.Leads, month.Buyers));
        Assert.Equal(auc, month.Auc!.Value, 3);
        Assert.InRange(month.Auc.High - month.Auc.Low, .005, .03);
        Assert.True(month.LiftTop10 > 3.5, $"{month.LiftTop10}");
    }

    [Fact]
    public void A_count_of_the_last_30_days_tells_little()
    {
        var month = Judged((past, day) => past.State.Counts.Before(day).Items.ToArray()
            .Where(count => count.Day >= day - 30).Sum(count => count.Count));

        Assert.InRange(month.Auc!.Value, .62, .65); // nine of ten bought nothing in them
    }

    private static BacktestFigures Judged(Func<PastLead, int, double> score)
    {
        var plan = new BacktestPlan(
            [Days.Of(new LocalDate(1998, 4, 1))], 90, Today: Days.Of(new LocalDate(1998, 7, 1)), Reach: null);
        return Backtest.Of(Customers(), plan, score, default).Months.Single();
    }

    private static List<PastLead> Customers() =>
        [.. SharedData.Lines("cdnow_master.txt.gz")
            .Select(line => line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells[0] != "customer_id")
            .GroupBy(cells => cells[0], StringComparer.Ordinal)
            .Select(customer => customer.Select(cells => Days.Of(Date.Parse(cells[1]).Value)).ToList())
            .Select(days => SamplePasts.Of(
                days.Select(day => (day, "brochure")), [.. days.Distinct().Select(day => (day, 10m))]))];
}
