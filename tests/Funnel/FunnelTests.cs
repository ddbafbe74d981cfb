using LeadScoring.Funnel;
using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Funnel;

public sealed class FunnelTests
{
    private const int Start = 20_000;
    private const int Today = Start + 1000;
    private static readonly ScoringRules Rules = SampleContent.Edition.Rules;
    private static readonly ProductLine Car = Rules.Products["car"];
    private static readonly IReadOnlyList<string> Stages = Rules.Stages.Ids;
    private static readonly IReadOnlyList<string> Steps = FunnelSteps.Names(Rules);

    [Fact]
    public void A_step_that_was_skipped_is_passed_with_the_next_one()
    {
        var track = Lead(0, [(10, Stages[2])], 30);
        Assert.Equal(
            [0, 10, 10, 10, .. Stages.Skip(3).Select(_ => (int?)30), 30, null, null],
            FunnelSteps.DaysOf(track, Rules, Car).Select(day => day - Start));
    }

    [Fact]
    public void An_order_that_was_taken_back_is_no_step()
    {
        var bought = Lead(0, [], 30);
        var order = bought.Purchases.Purchases[0];
        var back = bought with
        {
            Purchases = bought.Purchases.Add(
                new Refund(Touch.ShortHash("back"), order.IdHash, order.Day + 5, order.Amount)),
        };
        Assert.NotNull(FunnelSteps.DaysOf(bought, Rules, Car)[^3]);
        Assert.Null(FunnelSteps.DaysOf(back, Rules, Car)[^3]);
    }

    [Fact]
    public void Age_alone_makes_a_customer_loyal_on_the_day_it_does_and_not_before()
    {
        var average = Rules.Classes.AverageOn("car", Start);
        var track = Lead(0, [], 0) with
        {
            Purchases = History((0, average), (100, average * Rules.Classes.Factor)),
        };
        var day = FunnelSteps.DaysOf(track, Rules, Car)[^1]!.Value;
        Assert.Equal(CustomerClass.Loyal, CustomerClass.Of(track.Purchases, Rules, Car, day).Class);
        Assert.NotEqual(CustomerClass.Loyal, CustomerClass.Of(track.Purchases, Rules, Car, day - 1).Class);
        var cells = Cells([track]).Where(cell => cell.Group.StartsWith("a ", StringComparison.Ordinal)).ToList();
        Assert.Equal(0, StepCounts.Of(cells, Steps.Count, day - 1).Counts[^1]);
        Assert.Equal(1, StepCounts.Of(cells, Steps.Count, day).Counts[^1]);
    }

    [Fact]
    public void Who_is_open_is_not_lost()
    {
        // Half came long ago and bought after 10 days; the others came yesterday, and nobody knows yet.
        var tracks = Enumerable.Range(0, 40).Select(n => n % 2 == 0 ? Lead(0, [], 10) : Lead(999, [])).ToList();
        var step = View(tracks).Lines.Single().Steps.Single(step => step.Step == FunnelSteps.FirstOrder);
        Assert.Equal((20, 0), (step.Count, step.Open));
        var first = View(tracks).Lines.Single().Steps[1];
        Assert.Equal((20, 20), (first.Count, first.Open));
        Assert.Equal((10, 10, 10), (first.Days!.LowerQuartile, first.Days.Median, first.Days.UpperQuartile));
        Assert.Null(first.Days.Note);
    }

    /// <summary>Counted from the cells as counted by hand, and each cut adds up to the whole.</summary>
    [Fact]
    public void Cells_say_what_the_tracks_say_however_they_are_cut()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var tracks = Enumerable.Range(0, 60).Select(_ => Anybody(random)).ToList();
            var days = tracks.Select(track => FunnelSteps.DaysOf(track, Rules, Car)).ToList();
            var view = View(tracks);
            Assert.Equal(
                Steps.Select((_, n) => days.Count(one => one[n] <= Today)),
                view.Lines.Single().Steps.Select(step => step.Count));
            foreach (var by in new[] { "campaign", "source", "month", "referred" })
            {
                var lines = View(tracks, by).Lines;
                Assert.Equal(
                    view.Lines[0].Steps.Select(step => step.Count),
                    Steps.Select((_, n) => lines.Sum(line => line.Steps[n].Count)));
            }
            Assert.Equal(tracks.Count, view.Months.Sum(month => month.Leads));
        }
    }

    [Fact]
    public void Time_between_steps_is_exact_up_to_a_month_and_never_far_off()
    {
        for (var days = 0; days < 3000; days++)
        {
            var kept = FunnelCube.Kept(days);
            Assert.InRange(Math.Abs(kept - days), 0, days <= FunnelCube.Exact ? 0 : days < 368 ? 3 : 14);
        }
    }

    [Fact]
    public async Task The_door_tells_the_funnel_of_what_came_in()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await brand.EnterAsync("hanako@example.jp");
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id = "p-1", email = "hanako@example.jp", occurredAt = "2027-02-01T00:40:00Z", product = "car",
                    amount = 3_800_000, currency = "JPY",
                },
            },
        });
        await brand.SettleAsync();
        var before = await brand.GetAsync("/api/insights/funnel?product=car&lang=ja");
        Assert.Empty(before["lines"]!.AsArray());
        Assert.Equal(1, (int)before["made"]!["waiting"]!);
        await brand.RefreshInsightsAsync();

        var answer = await brand.GetAsync("/api/insights/funnel?product=car&by=campaign&lang=en&from=2027-02-01");
        var line = Assert.Single(answer["lines"]!.AsArray())!;
        Assert.Equal("car-launch-2026", (string)line["key"]!);
        Assert.Equal(SampleContent.Edition.Campaigns["car-launch-2026"].Title.For("en"), (string)line["label"]!);
        Assert.Equal(
            Steps.Select(step => (step, step is FunnelSteps.SecondOrder or FunnelSteps.Loyal ? 0 : 1)),
            line["steps"]!.AsArray().Select(step => ((string)step!["step"]!, (int)step["count"]!)));
        Assert.Equal("Of 1 leads only: a share needs 30 or more.", (string)line["steps"]![1]!["ofFirst"]!["note"]!);
        var csv = await brand.Http.GetStringAsync("/api/insights/funnel?product=car&by=campaign&lang=en&format=csv");
        var rows = csv.Split("\r\n");
        Assert.Equal(Steps.Count + 2, rows.Length); // the heading, and the end of the last
        Assert.StartsWith("key,label,step,stepLabel,count,open,ofFirst,ofFirstLow,ofFirstHigh,", rows[0],
            StringComparison.Ordinal);
        Assert.StartsWith("car-launch-2026,", rows[1], StringComparison.Ordinal);
        Assert.Contains(",lead,Came (confirmed),1,0,1,", rows[1], StringComparison.Ordinal);
        Assert.Equal("2027-02", (string)answer["months"]![0]!["month"]!);
        Assert.Equal(0, (int)answer["made"]!["waiting"]!);
        Assert.Empty((await brand.GetAsync("/api/insights/funnel?product=car&to=2027-01-31"))["lines"]!.AsArray());
        await brand.GetAsync("/api/insights/funnel?product=car&from=2027-02-01&to=2027-01-01", 400);
    }

    private static FunnelView View(IEnumerable<Track> tracks, string by = "all") =>
        new Funneling(SampleContent.Edition, "car", Today, "en").View(
            CellSums.Total(Cells(tracks)), new Made(default, 0, 1), by, null, null);

    private static IEnumerable<Cell> Cells(IEnumerable<Track> tracks) => tracks.SelectMany(track =>
        new FunnelCube().Of(track, new CubeBasis(Rules, Car, SampleContent.Edition)));

    private static Track Anybody(Random random)
    {
        var start = random.Next(500);
        var stages = Stages.Where(_ => random.Next(2) == 0).Select(stage => (start + random.Next(90), stage)).ToArray();
        var orders = Enumerable.Range(0, random.Next(4)).Select(_ => start + random.Next(400)).ToArray();
        return Lead(start, stages, orders) with
        {
            CameBy = new CameBy(
                random.Next(3) == 0 ? null : $"campaign-{random.Next(3)}",
                random.Next(3) == 0 ? null : $"utm/{random.Next(3)}#|", null, null, random.Next(2) == 0),
        };
    }

    private static Track Lead(int start, (int Day, string Stage)[] stages, params int[] orders) => new()
    {
        LeadId = "0a",
        Product = "car",
        Start = Start + start,
        CameBy = new CameBy("car-launch-2026", "news", null, "web", false),
        Stages = [.. stages.Select(stage => new StageEntered(default, Start + stage.Day, null, stage.Stage))],
        Purchases = History([.. orders.Select(day => (day, 5 * Rules.Classes.AverageOn("car", Start)))]),
    };

    private static PurchaseHistory History(params (int Day, decimal Amount)[] orders) => orders.Index().Aggregate(
        PurchaseHistory.Empty, (history, order) => history.Add(new Purchase(
            Touch.ShortHash($"{order.Index}"), Start + order.Item.Day, order.Item.Amount, default)));
}
