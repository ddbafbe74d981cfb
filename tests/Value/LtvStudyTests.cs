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

        var story = BuyerStory.Of(new Track
        {
            LeadId = "1", Product = "car", Start = 100, CameBy = new CameBy(null, null, null, null, false),
            Purchases = history,
        })!;

        Assert.Equal([100, 121], story.Days);
        Assert.Equal([30, 25], story.Amounts);
        Assert.Null(story.AsOf(99));
        Assert.Equal(new Buyer(0, 0, 1, 0), story.AsOf(107));
        Assert.Equal(new Buyer(1, 3, 4, 25), story.AsOf(128));
        Assert.Equal((1, 25), story.Between(100, 200));
    }

    private static Purchase Bought(string id, int day, decimal amount) => new(
        $"{(int)id[0]:x16}", day, amount, new DateTimeOffset(Days.ToDate(day).ToDateTimeUnspecified(), TimeSpan.Zero));
}
