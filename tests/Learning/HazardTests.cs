using LeadScoring.Learning;
using static LeadScoring.Tests.Learning.SimulatedLeads;

namespace LeadScoring.Tests.Learning;

public sealed class HazardTests
{
    [Fact]
    public void A_known_hazard_is_found_again_within_its_intervals() =>
        ExpectTruth(OneLandmarkEach(40_000, Today - 1_000, seed: 1));

    /// <summary>Of half the leads only the first month is known: their open lags say neither yes nor no.</summary>
    [Fact]
    public void Leads_that_are_cut_off_early_bias_nothing() => ExpectTruth(
        [.. OneLandmarkEach(20_000, Today - 1_000, seed: 2).Select(mark => mark with { Day = Today - 400 }),
         .. OneLandmarkEach(20_000, Today - 1_000, seed: 3).Select(mark => mark with { Day = Today - 31 })]);

    /// <summary>Who counts an open lag as soon as an order falls in it counts buyers only.</summary>
    [Fact]
    public void An_open_lag_is_left_out_whether_or_not_an_order_fell_in_it()
    {
        var known = new Known(1, .6, 0, 1, false);
        var open = new Landmark(0, Today - 40, known, 35);
        Assert.Equal([(0, 0)], HazardTraining.Rows([open], Today));
        Assert.Equal([(0, 0), (0, 1)], HazardTraining.Rows([open], Today + 50));
        Assert.Equal([(0, 0)], HazardTraining.Rows([open with { OrderedIn = 30 }], Today + 500));
    }

    [Fact]
    public void A_longer_horizon_is_never_less_likely_and_chances_are_chances()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var model = Blank with
            {
                Coefficients = [.. Truth.Select(_ => random.NextDouble() * 20 - 10)],
                Slope = random.NextDouble() * 3,
                Offset = random.NextDouble() * 8 - 4,
            };
            var chances = model.Within(new Known(
                random.NextDouble() * 10, random.NextDouble(), random.NextDouble() * 4 - 2, random.NextDouble() * 8,
                random.Next(2) == 0));
            Assert.Equal(chances.Order(), chances);
            Assert.All(chances, chance => Assert.InRange(chance, 0, 1));
        }
    }

    [Fact]
    public void Twenty_thousand_stories_are_calibrated_on_later_days()
    {
        var model = HazardTraining.Of(Blank, Stories(20_000, seed: 11), Today);

        Assert.Null(model.Silence);
        Assert.Equal([30, 90, 180, 365], model.Horizons.Select(horizon => horizon.Days));
        foreach (var horizon in model.Horizons)
        {
            Assert.Null(horizon.Silence);
            Assert.True(
                horizon.Ece < Math.Min(.03, .25 * horizon.Rate!.Value),
                $"{horizon.Days} days: ECE {horizon.Ece:F4} at a rate of {horizon.Rate:F4}");
            Assert.True(horizon.Skill > 0, $"{horizon.Days} days: skill {horizon.Skill:F4}");
            Assert.True(horizon.Auc!.Low > .55, $"{horizon.Days} days: AUC {horizon.Auc}");
            Assert.Equal(10, horizon.Bins.Count);
            Assert.Equal(horizon.Landmarks, horizon.Bins.Sum(bin => bin.Landmarks));
        }
        Assert.True(
            string.CompareOrdinal(model.Training.To, model.Later.From) < 0,
            $"{model.Training.To} is not before {model.Later.From}");
    }

    [Fact]
    public void Outcomes_of_others_teach_nothing()
    {
        var model = HazardTraining.Of(Blank, Stories(6_000, seed: 12, shuffled: true), Today);

        if (model.Silence is { } silence) Assert.Equal(UntoldKind.NoBetterThanChance, silence.Kind);
        else Assert.InRange(model.Horizons[1].Auc!.Value, .45, .55);
    }

    [Fact]
    public void Nobody_who_never_orders_is_said_to()
    {
        double[] never = [-30, .. Truth[1..]];
        var model = HazardTraining.Of(Blank, OneLandmarkEach(2_000, Today - 1_000, seed: 4, never), Today);
        Assert.Equal(new Untold(UntoldKind.TooFewOrders, 0, 50), model.Silence);
    }

    [Theory]
    [InlineData(49, 200, UntoldKind.TooFewOrders, 49)]
    [InlineData(50, 19, UntoldKind.TooFewLaterOrders, 19)]
    [InlineData(50, 20, null, 0)]
    public void Below_the_least_orders_there_is_silence_and_it_says_how_many_are_missing(
        int early, int later, UntoldKind? kind, int have)
    {
        var model = HazardTraining.Of(Blank, Orders(early, later), Today);

        Assert.Equal(kind, model.Silence?.Kind);
        Assert.Equal(have, model.Silence?.Have ?? 0);
        Assert.Equal((early, later), (model.Training.Orders, model.Later.Orders));
        if (model.Silence is not { } silence) return;
        Assert.Contains($"{silence.Need - have}", silence.Text("en"), StringComparison.Ordinal);
        Assert.Contains($"あと{silence.Need - have}件", silence.Text("ja"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_order_seen_from_many_landmarks_is_one_order()
    {
        var marks = Orders(50, 30);
        var again = marks.Select(mark => mark with { Day = mark.Day - 5, OrderedIn = mark.OrderedIn + 5 });
        Assert.Equal(50, HazardTraining.Of(Blank, [.. marks, .. again], Today).Training.Orders);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_leads_or_with_one_there_is_silence(int leads) => Assert.Equal(
        UntoldKind.TooFewOrders, HazardTraining.Of(Blank, OneLandmarkEach(leads, Today - 900, 1), Today).Silence!.Kind);

    [Fact]
    public void Training_sees_nothing_that_was_not_known_before_the_days_it_is_checked_on()
    {
        var marks = Stories(3_000, seed: 13);
        var cut = TrainingWindow.Of(marks.Min(mark => mark.Day), Today).Cut;
        var otherFuture = marks.Select(mark => mark.Day + mark.OrderedIn > cut
            ? mark with { OrderedIn = mark.Lead % 2 == 0 ? null : mark.OrderedIn + 3 }
            : mark);

        Assert.Equal(
            HazardTraining.Of(Blank, marks, Today).Coefficients,
            HazardTraining.Of(Blank, [.. otherFuture], Today).Coefficients);
    }

    private static void ExpectTruth(List<Landmark> marks)
    {
        var rows = HazardTraining.Rows(marks, Today);
        var fit = LogisticRegression.Fit(HazardTraining.DesignOf(marks, rows), ridge: 0)!;
        var errors = Truth.Zip(fit.Coefficients, fit.StandardErrors)
            .Select(found => Math.Abs(found.First - found.Second) / found.Third).ToList();
        Assert.True(errors.Count(error => error < 1.96) > 11, string.Join(", ", errors));
        Assert.All(errors, error => Assert.True(error < 3.5, string.Join(", ", errors)));
    }

    /// <summary>Long ago and lately: so many leads that order after ten days, among many that do not.</summary>
    private static List<Landmark> Orders(int early, int later) =>
        [.. Enumerable.Range(0, 4_000).Select(lead =>
        {
            var isEarly = lead < 2_000;
            var orders = lead % 2_000 < (isEarly ? early : later);
            var known = new Known(orders ? 1.5 : lead % 7 / 4.0, .5, 0, 3, false);
            return new Landmark(lead, Today - (isEarly ? 700 : 300), known, orders ? 10 : null);
        })];
}
