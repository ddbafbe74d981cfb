using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RealData;

namespace LeadScoring.Tests.Loyalty;

/// <summary>
/// A shop whose truth is known, from the doors in to the doors out: who took a test drive and then asked for a quote
/// mostly became loyal, others seldom.
/// </summary>
public sealed class LoyaltyJourneyTests
{
    private const int Customers = 400;
    private const int NewLeads = 20;

    [Fact]
    public async Task What_customers_did_comes_out_as_routes_classes_second_orders_and_lists()
    {
        await using var brand = await Brand.OpenAsync(now: "2027-10-01T03:00:00Z");
        Assert.Null((await brand.GetAsync("/api/insights/golden-route?product=car"))["report"]);
        Assert.Contains("refresh", (string?)(await brand.GetAsync("/api/insights/second-order?product=car"))["note"]);
        await brand.FeedAsync("reactions", Reactions());
        await brand.FeedAsync("purchases", Purchases());
        await LikenessOfLeads.PrepareAsync(brand, "new-0@example.jp");
        await brand.RefreshInsightsAsync();

        await ExpectRouteAsync(brand);
        await ExpectDraftsAsync(brand);
        await ExpectClassesAsync(brand);
        await ExpectSecondOrdersAsync(brand);
        await ExpectRisksAsync(brand);
        await ExpectLookalikesAsync(brand);
        await LikenessOfLeads.ExpectAsync(brand, alike: "new-0@example.jp", other: "new-1@example.jp");
    }

    private static async Task ExpectRouteAsync(Brand brand)
    {
        var answer = await brand.GetAsync("/api/insights/golden-route?product=car&lang=ja");
        var route = answer["report"]!["routes"]![0]!;
        Assert.Equal("then.test-drive.quote", (string?)route["routeId"]);
        Assert.True((bool)route["golden"]!);
        Assert.Contains("円以上になった方", (string?)answer["report"]!["rule"], StringComparison.Ordinal);
        Assert.Equal("「試乗・体験」の後に「見積り依頼」", (string?)route["text"]);
        Assert.Equal(["rule", "scenario"], route["drafts"]!.AsArray().Select(one => (string?)one));
        Assert.True((double)route["validation"]!["lift"]!["low"]! > 1);
        Assert.Equal(Customers, (int)answer["report"]!["loyal"]!["n"]!);
        Assert.Contains("対照群", (string?)answer["doesNotProve"]);
        Assert.Equal(0, (int)answer["made"]!["waiting"]!);
    }

    /// <summary>Each draft is taken by the door that it is for; what is no golden route is refused.</summary>
    private static async Task ExpectDraftsAsync(Brand brand)
    {
        const string Path = "/api/insights/golden-route/then.test-drive.quote/draft";
        var rule = await brand.PostAsync(Path, new { product = "car", @as = "rule" }, 200);
        Assert.Equal(80, (double)rule["draft"]!["reactions"]!["test-drive"]!["points"]!); // twice, as the lift is more
        await brand.PostAsync("/api/scoring/what-if", new { rules = rule["draft"], product = "car" }, 200);

        var scenario = await brand.PostAsync(Path, new { product = "car", @as = "scenario" }, 200);
        Assert.Equal(20, (int)scenario["draft"]!["holdoutPercent"]!);
        var to = ((string)scenario["sendTo"]!).Split(' ')[1];
        using var body = System.Net.Http.Json.JsonContent.Create(new { scenario = scenario["draft"], author = "mori" });
        using var put = await brand.Http.PutAsync(to, body);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());

        var unknown = await brand.PostAsync(
            "/api/insights/golden-route/no-route/draft", new { product = "car", @as = "rule" }, 404);
        Assert.Equal("no-such-route", (string?)unknown["code"]);
        var chance = await brand.PostAsync(
            "/api/insights/golden-route/did.quote/draft", new { product = "car", @as = "scenario" }, 409);
        Assert.Equal("no-draft-of-route", (string?)chance["code"]);
    }

    private static async Task ExpectClassesAsync(Brand brand)
    {
        var months = (await brand.GetAsync("/api/insights/class-moves?product=car"))["months"]!.AsArray();
        Assert.Equal(13, months.Count);
        Assert.Equal(("2027-10", true), ((string)months[^1]!["month"]!, (bool)months[^1]!["open"]!));
        // As counted from the purchases themselves.
        var counted = (await brand.GetAsync("/api/insights/classes?product=car&asOf=2027-09-30"))["classes"]!;
        Assert.Equal(
            counted.AsObject().Select(one => (int)one.Value!),
            months[^2]!["classes"]!.AsArray().Select(one => (int)one!["customers"]!));
        await brand.GetAsync("/api/insights/class-moves?product=car&from=2027-05-01&to=2027-04-01", 400);
        await brand.GetAsync("/api/insights/class-moves?product=car&to=9999-12-31", 400);
        await brand.GetAsync("/api/insights/class-moves?product=car&from=0001-01-01", 400);
    }

    private static async Task ExpectSecondOrdersAsync(Brand brand)
    {
        var report = (await brand.GetAsync("/api/insights/second-order?product=car&lang=en"))["report"]!;
        var loyal = Enumerable.Range(0, Customers).Count(IsLoyal);
        Assert.Equal((Customers, loyal, Customers - loyal), (
            (int)report["customers"]!, (int)report["second"]!, (int)report["open"]!));
        Assert.Equal(0, (double)report["by"]![2]!["share"]!["value"]!); // nobody within 90 days
        Assert.Equal((double)loyal / Customers, (double)report["by"]![4]!["share"]!["value"]!, 9);
        Assert.Equal("then.test-drive.quote", (string?)report["precedes"]![0]!["routeId"]);
    }

    private static async Task ExpectRisksAsync(Brand brand)
    {
        const string Path = "/api/insights/at-risk?product=car&top=150";
        var (listed, path) = (new List<JsonNode>(), Path);
        while (true)
        {
            var page = await brand.GetAsync(path);
            Assert.Equal(Customers, (int)page["found"]!); // nobody has bought for 240 days
            listed.AddRange(page["leads"]!.AsArray().Select(lead => lead!));
            if ((string?)page["cursor"] is not { } cursor) break;
            path = $"{Path}&cursor={cursor}";
        }
        Assert.Equal(Customers, listed.Select(lead => (string)lead["leadId"]!).Distinct().Count());
        var totals = listed.ConvertAll(lead => (decimal)lead["total"]!);
        Assert.Equal(totals.OrderDescending(), totals);
        Assert.All(listed, lead => Assert.True((bool)lead["lapsed"]!));
        Assert.Equal(0, (int)(await brand.GetAsync(
            "/api/insights/at-risk?product=car&state=soon"))["found"]!);
        await brand.GetAsync($"{path}&state=soon", 400); // the cursor of another list
    }

    private static async Task ExpectLookalikesAsync(Brand brand)
    {
        var answer = await brand.GetAsync("/api/insights/lookalikes?product=car&lang=en&top=100");
        Assert.Equal(NewLeads, (int)answer["report"]!["candidates"]!); // whose days are over is no new lead
        Assert.Equal(
            Enumerable.Range(0, NewLeads).Where(IsOnRoute).Select(lead => $"new-{lead}@example.jp").Order(),
            answer["leads"]!.AsArray().Select(lead => (string?)lead!["email"]).Order());
        Assert.Contains(
            "Test drive, then Quote asked", answer["leads"]![0]!["why"]!.AsArray().Select(why => (string?)why));
        Assert.True((double)answer["report"]!["auc"]!["low"]! > .7);
        using var csv = await brand.Http.GetAsync("/api/insights/lookalikes?product=car&top=2&format=csv");
        var rest = await brand.GetAsync(
            $"/api/insights/lookalikes?product=car&top=100&cursor={csv.Headers.GetValues("X-Next-Cursor").Single()}");
        Assert.Equal(3, (await csv.Content.ReadAsStringAsync()).Trim().Split('\n').Length);
        Assert.Equal(
            answer["leads"]!.AsArray().Skip(2).Select(lead => (string?)lead!["leadId"]),
            rest["leads"]!.AsArray().Select(lead => (string?)lead!["leadId"]));
    }

    /// <summary>One in four goes the way, mostly to loyalty; of the others one in ten gets there.</summary>
    private static bool IsOnRoute(int customer) => customer % 4 == 0;

    private static bool IsLoyal(int customer) => IsOnRoute(customer) ? customer % 20 != 0 : customer % 10 == 1;

    private static IEnumerable<object> Reactions() =>
        Enumerable.Range(0, Customers).SelectMany(customer => IsOnRoute(customer)
            ? Reacted($"customer-{customer}", "2026-03", "test-drive", "quote")
            : Reacted($"customer-{customer}", "2026-03", "quote", customer % 2 == 0 ? "brochure" : "test-drive"))
        .Concat(Enumerable.Range(0, NewLeads).SelectMany(lead => IsOnRoute(lead)
            ? Reacted($"new-{lead}", "2027-09", "test-drive", "quote")
            : Reacted($"new-{lead}", "2027-09", "quote", "brochure")));

    private static IEnumerable<object> Reacted(string person, string month, string first, string second) =>
        new[] { first, second }.Select((type, index) => new
        {
            id = $"{person}-{index}", email = $"{person}@example.jp", type, product = "car",
            occurredAt = $"{month}-0{index + 1}T03:00:00Z",
        });

    private static IEnumerable<object> Purchases() => Enumerable.Range(0, Customers).SelectMany(customer =>
        IsLoyal(customer)
            ? new[] { Bought(customer, "2026-03-10", 1_000_000), Bought(customer, "2026-09-10", 30_000_000) }
            : [Bought(customer, "2026-03-10", 1_000_000)]);

    private static object Bought(int customer, string day, decimal amount) => new
    {
        id = $"order-{customer}-{day}", email = $"customer-{customer}@example.jp", occurredAt = $"{day}T03:00:00Z",
        product = "car", amount = amount + customer % 7, currency = "JPY",
    };
}
