using LeadScoring.Scoring;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RealData;
using LeadScoring.Value;

namespace LeadScoring.Tests.Value;

/// <summary>A brand whose customers come back asks what they are worth.</summary>
public sealed class LtvDoorTests
{
    [Fact]
    public async Task Values_are_told_from_orders_and_an_erased_customer_is_in_no_list()
    {
        await using var brand = await Brand.OpenAsync(now: $"{DateOf(SimulatedBuyers.Today)}T03:00:00Z");
        var before = await brand.GetAsync("/api/insights/ltv?product=camper&lang=ja");
        Assert.Null(before["report"]);
        Assert.Contains("まだ集計されていません", (string?)before["note"], StringComparison.Ordinal);
        await brand.FeedAsync("purchases", Purchases(SimulatedBuyers.Of(260, 9)));
        await brand.RefreshInsightsAsync();

        var told = await brand.GetAsync("/api/insights/ltv?product=camper&horizonDays=730");

        var report = told["report"]!;
        Assert.Equal((730, 260), ((int)told["horizonDays"]!, (int)report["customers"]!));
        Assert.Equal((0, 1), ((int)told["made"]!["waiting"]!, (int)told["made"]!["rules"]!));
        Assert.Equal((.35, .05), ((double)report["margin"]!, (double)report["discountPerYear"]!));
        foreach (var name in new[] { "orders", "total", "perCustomer", "topTenthShare", "newCustomer" })
        {
            var figure = report[name]!;
            Assert.InRange((double)figure["value"]!, (double)figure["low"]!, (double)figure["high"]!);
            Assert.Equal(260, (int)figure["n"]!);
        }
        Assert.Equal(7, report["parameters"]!.AsArray().Count);
        Assert.Equal(12, report["trend"]!.AsArray().Count);
        Assert.Contains("does not prove", (string?)told["doesNotProve"], StringComparison.Ordinal);
        await ExpectPagesAsync(brand);
    }

    [Fact]
    public async Task Few_customers_and_mistakes_are_told()
    {
        await using var brand = await Brand.OpenAsync(now: $"{DateOf(SimulatedBuyers.Today)}T03:00:00Z");
        await brand.FeedAsync("purchases", Purchases(SimulatedBuyers.Of(3, 9)));
        await brand.RefreshInsightsAsync();

        var few = await brand.GetAsync("/api/insights/ltv?product=camper");

        Assert.Null(few["report"]!["total"]!["value"]);
        Assert.Contains("a value is told from 100", (string?)few["note"], StringComparison.Ordinal);
        Assert.Equal((string?)few["note"], (string?)few["report"]!["total"]!["note"]);
        Assert.Empty((await brand.GetAsync("/api/insights/ltv/customers?product=camper"))["customers"]!.AsArray());
        foreach (var (asked, field) in new[]
        {
            ("ltv", "product"), ("ltv?product=camper&horizonDays=1", "horizonDays"), ("ltv?product=camper&x=1", "x"),
            ("ltv?product=camper&lang=xx", "lang"), ("ltv/customers?product=camper&cursor=abc", "cursor"),
            ("ltv/customers?product=camper&top=101", "top"),
        })
            Assert.NotNull((await brand.GetAsync($"/api/insights/{asked}", 400))["errors"]![field]);
    }

    private static async Task ExpectPagesAsync(Brand brand)
    {
        const string List = "/api/insights/ltv/customers?product=camper&top=100";
        var first = await brand.GetAsync(List);
        var cursor = Uri.EscapeDataString((string)first["cursor"]!);
        var erased = (string)(await brand.GetAsync($"{List}&cursor={cursor}"))["customers"]![0]!["leadId"]!;
        using var gone = await brand.Http.DeleteAsync($"/api/leads/{erased}");
        Assert.True(gone.IsSuccessStatusCode);

        var all = first["customers"]!.AsArray().ToList();
        for (var next = (string?)first["cursor"]; next is not null;)
        {
            var page = await brand.GetAsync($"{List}&cursor={Uri.EscapeDataString(next)}");
            all.AddRange(page["customers"]!.AsArray());
            next = (string?)page["cursor"];
        }

        Assert.Equal(259, all.Select(one => (string)one!["leadId"]!).Distinct().Count());
        Assert.DoesNotContain(erased, all.Select(one => (string)one!["leadId"]!));
        var values = all.Select(one => (double)one!["expectedValue"]!).ToList();
        Assert.Equal(values.OrderDescending(), values);
        using var file = await brand.Http.GetAsync($"{List}&format=csv");
        var rows = (await file.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal(102, rows.Length); // the heading, a page, and the end of the last line
        Assert.StartsWith($"{(string)all[0]!["leadId"]!},", rows[1], StringComparison.Ordinal);
        Assert.NotNull(file.Headers.GetValues("X-Next-Cursor").Single());
        await brand.GetAsync($"/api/insights/ltv/customers?product=car&cursor={cursor}", 400);
    }

    private static IEnumerable<object> Purchases(IEnumerable<BuyerStory> stories) => stories.SelectMany(story =>
        story.Days.Zip(story.Amounts, object (day, amount) => new
        {
            id = $"{story.Lead}-{day}",
            email = $"buyer-{story.Lead}@example.jp",
            occurredAt = $"{DateOf(day)}T02:00:00Z",
            product = "camper",
            amount = Math.Round((decimal)amount, 0),
            currency = "JPY",
        }));

    private static string DateOf(int day) => Days.ToDate(day).ToString("uuuu-MM-dd", null);
}
