using LeadScoring.Learning;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Learning;

public sealed class BacktestTests
{
    private const int Horizon = 30;
    private static readonly int[] Months = [20_100, 20_130, 20_160, 20_190];
    private static readonly BacktestPlan Plan = new(Months, Horizon, Today: 20_400, Reach: null);

    [Fact]
    public void A_hand_computed_example()
    {
        // One decision day, 20 leads with scores 1 to 20; ten of them buy: 3, and 12 to 20.
        var leads = Enumerable.Range(1, 20).Select(
            i => SamplePasts.Of(Brochures(i), i is 3 or > 11 ? [(20_105, 1)] : [])).ToList();

        var month = Run(leads, (past, _) => past.State.Counts.Items.Length, Months[0]).Months.Single();

        // Of 100 pairs lead 3 wins two, and the nine other buyers win all their ten.
        Assert.Equal((20, 10, 10, (string?)null),
            (month.Leads, month.Buyers, month.Orders, month.Reason));
        Assert.Equal(0.92, month.Auc!.Value, 12);
        Assert.Equal((0.2, 2), (month.ShareTop10!.Value, month.LiftTop10!.Value));
        Assert.Equal([0, .5, 0, 0, 0, .5, 1, 1, 1, 1], month.Bins!.Select(bin => bin.Rate));
        Assert.Null(month.Foresight); // nothing was settled before
        Assert.Equal(new LeadTime(10, null, new Notice(2, 5)), month.LeadTime);
    }

    [Fact]
    public void A_score_that_knows_the_outcome_is_perfect_and_its_opposite_always_wrong()
    {
        var leads = Buyers(2000);

        Assert.Equal(1, Run(leads, (past, day) => Buys(past, day) ? 1 : 0).Pooled.Auc!.Value);
        Assert.Equal(0, Run(leads, (past, day) => Buys(past, day) ? 0 : 1).Pooled.Auc!.Value);
        Assert.Equal(10, Run(leads, (past, day) => Buys(past, day) ? 1 : 0).Pooled.LiftTop10!.Value, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_score_drawn_by_lot_tells_nothing(int seed)
    {
        var (leads, lot) = (Buyers(4000), new Random(seed));

        var pooled = Run(leads, (_, _) => lot.NextDouble()).Pooled;

        Assert.InRange(pooled.Auc!.Value, .45, .55);
        Assert.True(pooled.Auc.Low < .5 && .5 < pooled.Auc.High);
        Assert.InRange(pooled.LiftTop10!.Value, .5, 1.5);
        Assert.True(pooled.Foresight!.Skill < .01);
    }

    [Fact]
    public void Too_few_orders_give_their_number_and_no_figure()
    {
        // Nine buy in the first month, and forty-one later.
        var leads = Enumerable.Range(0, 200).Select(i => SamplePasts.Of(
            Brochures(1), i < 9 ? [(20_101, 1)] : i < 49 ? [(20_131 + i % 3 * 30, 1)] : [])).ToList();

        var result = Run(leads, (_, _) => 1);

        Assert.Equal(
            (200, 9, 9, "too little data"),
            (result.Months[0].Leads, result.Months[0].Buyers, result.Months[0].Orders, result.Months[0].Reason));
        Assert.Null(result.Months[0].Auc);
        Assert.Null(result.Months[0].LeadTime);
        Assert.NotNull(result.Months[1].Auc);
        Assert.Equal((49, "too little data"), (result.Pooled.Orders, result.Pooled.Reason));
        Assert.Null(result.Pooled.Bins);
    }

    [Fact]
    public void An_order_within_the_horizon_of_two_days_is_one_order()
    {
        var leads = Enumerable.Range(0, 200).Select(
            i => SamplePasts.Of(Brochures(1), i < 60 ? [(20_140, 1)] : [])).ToList();

        var pooled = Backtest.Of(leads, Plan with { HorizonDays = 60 }, (_, _) => 1, default).Pooled;

        Assert.Equal((800, 120, 60), (pooled.Leads, pooled.Buyers, pooled.Orders));
        Assert.Equal(60, pooled.LeadTime!.Orders);
    }

    [Fact]
    public void Rates_told_in_advance_come_from_days_whose_horizon_was_over()
    {
        // In two months all of the 100 leads with score 2 buy and none of those with 1, then nobody buys. The second
        // month is told without a fault, the third that all of the 100 buy, the fourth that two thirds do.
        var leads = Enumerable.Range(0, 200).Select(i => SamplePasts.Of(
            Brochures(i < 100 ? 2 : 1), i < 100 ? [(20_101, 1), (20_131, 1)] : [])).ToList();

        var result = Run(leads, (past, _) => past.State.Counts.Items.Length);

        Assert.Null(result.Months[0].Foresight);
        Assert.Equal(new Foresight(200, 0, 1), result.Months[1].Foresight);
        Assert.Equal((1 + 4 / 9.0) / 6, result.Pooled.Foresight!.Brier, 12);
        Assert.Equal(600, result.Pooled.Foresight.Leads);
        Assert.Null(result.Months[3].Foresight); // nobody buys: no figure
    }

    [Fact]
    public void The_rules_are_judged_with_what_was_known_then()
    {
        // Those who buy have reacted before; after they bought, the others react more than they ever did.
        var leads = Enumerable.Range(0, 300).Select(i => i < 60
            ? SamplePasts.Of([(20_095, "test-drive")], (20_110, 1))
            : SamplePasts.Of([(20_090, "page-view"), (20_111, "test-drive"), (20_112, "test-drive")])).ToList();

        var day = Run(leads, Score, Months[0]).Months.Single();

        Assert.Equal(1, day.Auc!.Value);
        Assert.Equal(0, Run(leads, (past, at) => Points.ScoreAt(
            new ScoreInput(past.State.Counts, 1, null), Rules, Car, 20_200), Months[0]).Months.Single().Auc!.Value, 2);
    }

    private static BacktestResult Run(
        IReadOnlyList<PastLead> leads, Func<PastLead, int, double> score, params int[] days) =>
        Backtest.Of(leads, days.Length == 0 ? Plan : Plan with { Days = days }, score, default);

    private static List<PastLead> Buyers(int leads) =>
        [.. Enumerable.Range(0, leads).Select(i => SamplePasts.Of(
            Brochures(1 + i % 5), i % 25 == 0 ? [(Months[i / 25 % 4] + i % Horizon, 1)] : []))];

    private static IEnumerable<(int Day, string Type)> Brochures(int days) =>
        Enumerable.Range(0, days).Select(day => (20_000 + day, "brochure"));

    private static bool Buys(PastLead past, int day) => past.NextOrderFrom(day, 20_400) < day + Horizon;

    private static double Score(PastLead past, int day) =>
        Points.ScoreAt(past.KnownBefore(day, Rules, Car), Rules, Car, day);
}
