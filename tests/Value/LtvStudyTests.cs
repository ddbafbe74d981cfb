using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using LeadScoring.Value;

namespace LeadScoring.Tests.Value;

public sealed class LtvStudyTests
{
    private static readonly Terms Revenue = new(1, 0);
    private static readonly IReadOnlyList<BuyerStory> Stories = SimulatedBuyers.Of(1_500, 5);
    private static readonly LtvReport Report = LtvReports.Of(Stories, SimulatedBuyers.Today, "JPY", Revenue);

    [Fact]
    public void Every_figure_has_its_interval_and_its_number_of_customers()
    {
        var figures = Report.Horizons
            .SelectMany(one => new[] { one.Orders, one.Total, one.PerCustomer, one.TopTenthShare, one.NewCustomer })
            .Concat(Report.Trend.SelectMany(one => new[] { one.Total, one.PerCustomer })).ToList();

        Assert.Equal(5 * 5 + 12 * 2, figures.Count);
        Assert.All(figures, figure =>
        {
            Assert.InRange(figure.Value!.Value, figure.Low!.Value, figure.High!.Value);
            Assert.True(figure.Low > 0 && figure.Low < figure.Value && figure.N > 0);
        });
    }

    [Fact]
    public void Longer_horizons_are_worth_more_and_margin_and_discount_take_their_share()
    {
        var less = LtvReports.Of(Stories, SimulatedBuyers.Today, "JPY", new Terms(.5, .1));

        foreach (var (here, there) in Report.Horizons.Zip(less.Horizons))
        {
            Assert.Equal(here.Orders.Value!.Value, there.Orders.Value!.Value, 1e-6 * here.Orders.Value.Value);
            var share = there.Total.Value!.Value / here.Total.Value!.Value;
            Assert.InRange(share, .5 * Math.Pow(1.1, -here.Days / 365.0), .5);
        }
        Assert.Equal(Report.Horizons.OrderBy(one => one.Total.Value), Report.Horizons);
    }

    [Fact]
    public void The_customers_are_listed_by_their_value_and_none_twice()
    {
        Assert.Equal(500, Report.Top.Select(one => one.Lead).Distinct().Count());
        Assert.Equal(Report.Top.OrderByDescending(one => one.Value), Report.Top);
        Assert.All(Report.Top, one => Assert.InRange(one.Alive, 0, 1));
    }

    [Fact]
    public void Buckets_and_their_order_change_nothing()
    {
        var shuffled = Stories.ToArray();
        new Random(2).Shuffle(shuffled);

        var report = LtvReports.Of(
            [.. shuffled.OrderBy(story => story.Lead, StringComparer.Ordinal)], SimulatedBuyers.Today, "JPY", Revenue);

        Assert.Equal(Json.Write(Report), Json.Write(report));
    }

    [Fact]
    public void Too_few_who_came_back_are_said_and_nothing_is_made_up()
    {
        var report = LtvReports.Of([.. Stories.Take(100)], SimulatedBuyers.Today, "JPY", Revenue);

        Assert.Equal(LtvSilence.TooFewRepeatCustomers, report.Silence);
        Assert.Empty(report.Horizons);
        Assert.Equal(100, report.Customers);
        Assert.Equal(0, LtvReports.Of([], SimulatedBuyers.Today, "JPY", Revenue).Customers);
    }

    [Fact]
    public void Orders_by_the_calendar_fit_no_model_of_chance_and_no_number_is_broken()
    {
        var monthly = Enumerable.Range(0, 300).Select(number => new BuyerStory(
            $"{number:x32}", [.. Enumerable.Range(0, 20).Select(month => SimulatedBuyers.Today - 600 + 30 * month)],
            [.. Enumerable.Repeat(1_000.0, 20)])).ToList();

        var report = LtvReports.Of(monthly, SimulatedBuyers.Today, "JPY", Revenue);

        Assert.Equal(LtvSilence.NoFit, report.Silence);
        Assert.NotNull(JsonNode.Parse(Json.Write(report)));
    }

    [Fact]
    public void A_story_is_of_net_orders_by_day()
    {
        var history = PurchaseHistory.Empty
            .Add(Bought("a", 100, 10)).Add(Bought("b", 100, 20)).Add(Bought("c", 107, 30)).Add(Bought("d", 121, 40))
            .Add(new Refund($"{15:x16}", $"{(int)'c':x16}", 130, 30))
            .Add(new Refund($"{16:x16}", $"{(int)'d':x16}", 130, 15));

        var story = BuyerStory.Of(TrackOf(history))!;

        Assert.Equal([100, 121], story.Days);
        Assert.Equal([30, 25], story.Amounts);
        Assert.Null(story.AsOf(99));
        // What was sent back on day 130 was an order until then.
        Assert.Equal(new Buyer(1, 1, 1, 30), story.AsOf(107));
        Assert.Equal(new Buyer(2, 3, 4, 35), story.AsOf(128));
        Assert.Equal(new Buyer(1, 3, 5, 25), story.AsOf(135));
        Assert.Equal((1, 25), story.Between(100, 200));
    }

    /// <summary>What is known of a day does not change by what comes later.</summary>
    [Fact]
    public void A_story_knows_of_a_day_what_was_known_on_it()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (random, history) = (new Random(seed), PurchaseHistory.Empty);
            for (var n = 0; n < 6; n++)
            {
                var (day, amount) = (100 + random.Next(30), random.Next(1, 9));
                history = history.Add(Bought($"{(char)('a' + n)}", day, amount));
                if (random.Next(2) == 0)
                {
                    history = history.Add(new Refund(
                        $"{n + 1:x16}", $"{'a' + n:x16}", day + random.Next(20), random.Next(1, amount + 1)));
                }
            }
            var story = BuyerStory.Of(TrackOf(history));
            for (var day = 99; day < 160; day++)
            {
                var then = history.Less(history.Purchases.Where(purchase => purchase.Day > day)
                    .Select(purchase => purchase.IdHash)
                    .Concat(history.Refunds.Where(refund => refund.Day > day).Select(refund => refund.IdHash))
                    .ToHashSet());
                Assert.Equal(BuyerStory.Of(TrackOf(then))?.AsOf(day), story?.AsOf(day));
                var orders = history.NetAsOf(day);
                Assert.Equal(orders.Count, story?.AsOf(day) is { } known ? known.Orders + 1 : 0);
            }
        }
    }

    [Fact]
    public void A_share_has_an_interval_within_0_and_1()
    {
        for (var value = .05; value < 1; value += .05)
        {
            foreach (var error in new[] { 0, .01, .3, 5 })
            {
                var figure = Spread.OfShare(value, error, 9);
                Assert.InRange(figure.Low!.Value, 0, value + 1e-12);
                Assert.InRange(figure.High!.Value, value - 1e-12, 1);
            }
        }
        // For small errors it is as wide as the normal one.
        Assert.Equal(.4 + Spread.Z * .4 * .001, Spread.OfShare(.4, .001, 9).High!.Value, 1e-5);
    }

    [Fact]
    public void A_sample_of_customers_by_the_day_holds_all_weekdays_alike()
    {
        var daily = Enumerable.Range(0, 7_000).Select(day => new Buyer(0, 0, day / 7.0, 0)).ToList();
        var sample = daily.Sample(1_000);
        Assert.Equal(1_000, sample.Count);
        foreach (var weekday in sample.CountBy(one => (int)Math.Round(one.Age * 7) % 7))
            Assert.InRange(weekday.Value, 120, 165);
    }

    private static Track TrackOf(PurchaseHistory history) => new()
    {
        LeadId = "1", Product = "car", Start = 100, CameBy = new CameBy(null, null, null, null, false),
        Purchases = history,
    };

    private static Purchase Bought(string id, int day, decimal amount) => new(
        $"{(int)id[0]:x16}", day, amount, new DateTimeOffset(Days.ToDate(day).ToDateTimeUnspecified(), TimeSpan.Zero));
}
