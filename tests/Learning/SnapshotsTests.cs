using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Leads;
using LeadScoring.Tests.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Learning;

public sealed class SnapshotsTests
{
    private static readonly BacktestPlan Plan = new([100], HorizonDays: 10, Today: 500, Reach: null);

    [Theory]
    [InlineData("2027-05-31", 90, "2027-01-01,2027-02-01,2027-03-01")]
    [InlineData("2027-05-30", 90, "2027-01-01,2027-02-01,2027-03-01")]
    [InlineData("2027-05-29", 90, "2026-12-01,2027-01-01,2027-02-01")]
    [InlineData("2028-03-01", 1, "2027-12-01,2028-01-01,2028-02-01")]
    public void Decision_days_are_firsts_of_months_whose_horizon_is_over(string today, int horizon, string expected)
    {
        var days = Snapshots.DecisionDays(Day(today), horizon, months: 3);

        Assert.Equal(expected, string.Join(',', days.Select(day => Days.ToDate(day).ToString("uuuu-MM-dd", null))));
    }

    [Fact]
    public void A_lead_stands_in_from_the_day_after_its_story_begins_and_buys_from_the_decision_day_on()
    {
        PastLead[] leads =
        [
            SamplePasts.Of([(99, "brochure")], (100, 1)), // buys on the day itself
            SamplePasts.Of([(99, "brochure")], (109, 1)), // on the last day of the horizon
            SamplePasts.Of([(99, "brochure")], (110, 1)), // a day late
            SamplePasts.Of([(100, "brochure")], (105, 1)), // was not known yet
            SamplePasts.Of([], (99, 1)), // known by a purchase
        ];

        var found = Snapshots.Of(leads, Plan, (_, _) => 1, default);

        Assert.Equal(
            [(0, 100), (1, 109), (2, null), (4, null)],
            found.Select(one => (one.Person, one.CameOn)));
    }

    [Fact]
    public void An_order_that_was_taken_back_is_none()
    {
        var state = new ProductState
        {
            Product = "car",
            Counts = DayCounts.Empty.Add([(99, "brochure")]),
            Purchases = Purchases.Of((105, 100)).Add(new Refund(Purchases.Id(50), Purchases.Id(0), 300, 100)),
        };
        PastLead[] leads = [SamplePasts.Of([]) with { State = state }];

        Assert.False(Snapshots.Of(leads, Plan, (_, _) => 1, default).Single().Came);
        Assert.True(Snapshots.Of(leads, Plan with { Today = 299 }, (_, _) => 1, default).Single().Came);
    }

    [Fact]
    public void What_is_dated_on_or_after_the_decision_day_changes_no_score() => Laws.Hold(
        from past in SamplePasts.Any
        from day in Gen.Choose(Laws.FirstDay, Laws.LastDay)
        from later in Laws.Reactions
        from refund in Gen.Elements(true, false)
        select (past, day, later, refund),
        it =>
        {
            var (past, day, product) = (it.past, it.day, Car);
            var counts = past.State.Counts.Add(it.later.Where(reaction => reaction.Day >= day));
            var purchases = past.State.Purchases.Add(
                new Purchase(Purchases.Id(77), day, 500, DateTimeOffset.UnixEpoch));
            if (it.refund)
                purchases = past.State.Purchases.Purchases.Aggregate(purchases, (all, one) => all.Add(
                    new Refund(Purchases.Id(200 + all.Refunds.Count), one.IdHash, day, one.Amount)));
            var perturbed = past with { State = past.State with { Counts = counts, Purchases = purchases } };
            perturbed = perturbed.Answering("budget", "9999999", product.StartOf(day));

            Assert.Equal(
                BitConverter.DoubleToInt64Bits(ScoreOf(past, day)),
                BitConverter.DoubleToInt64Bits(ScoreOf(perturbed, day)));
        });

    [Fact]
    public void What_was_answered_before_the_decision_day_is_in_the_score()
    {
        var past = SamplePasts.Of([(90, "brochure")]).Answering("budget", "9999999", Car.StartOf(100).AddTicks(-1));

        Assert.Equal(1.2, past.KnownBefore(100, Rules, Car).Fit);
        Assert.Equal(1, past.KnownBefore(99, Rules, Car).Fit);
    }

    private static double ScoreOf(PastLead past, int day) =>
        Snapshots.Of([past], new BacktestPlan([day], 90, 30_000, null), (lead, at) => Points.ScoreAt(
            lead.KnownBefore(at, Rules, Car), Rules, Car, at), default).Select(one => one.Score).SingleOrDefault(-1);

    private static int Day(string date) => Days.Of(NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value);
}
