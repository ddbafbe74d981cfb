using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Spend;

/// <summary>From reactions and purchases to credit and return, through the doors.</summary>
public sealed class SpendJourneyTests
{
    private const string Costs = "/api/campaigns/camper-giveaway-2026/costs";

    [Fact]
    public async Task What_people_did_and_bought_is_credited_and_held_against_corrected_costs()
    {
        await using var brand = await Brand.OpenAsync(now: "2026-10-20T03:00:00Z");
        await FeedAsync(brand);
        await brand.RefreshInsightsAsync();

        var credit = await brand.GetAsync("/api/insights/attribution?product=camper&by=campaign&lang=ja");
        Assert.Equal((2, 1, 900m), ((int)credit["paths"]!, (int)credit["conversions"]!, (decimal)credit["revenue"]!));
        Assert.Equal((.5, 1), ((double)credit["conversion"]!["value"]!, (int)credit["open"]!));
        Assert.Contains("検討中の経路が1本", (string)credit["conversion"]!["note"]!, StringComparison.Ordinal);
        Assert.Equal(0, (int)credit["made"]!["waiting"]!);
        Assert.StartsWith("貢献度は", (string)credit["doesNotProve"]!, StringComparison.Ordinal);
        var first = credit["places"]!.AsArray().Single(place => (string)place!["place"]! == "camper-giveaway-2026")!;
        Assert.Equal(1, (double)first["credit"]!["first"]!["conversions"]!["value"]!);
        Assert.Equal(.5, (double)first["credit"]!["linear"]!["conversions"]!["value"]!);
        Assert.Empty(first["incremental"]!["comparisons"]!.AsArray());
        Assert.StartsWith("対応する対照群", (string)first["incremental"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal(
            0, (int)(await brand.GetAsync("/api/insights/attribution?product=camper&to=2026-08-31"))["paths"]!);

        await CorrectAsync(brand, """{ "2026-09": 300, "2026-10": 150 }""");
        var romi = await brand.GetAsync("/api/insights/romi?product=camper&from=2026-09-01");
        var campaign = romi["campaigns"]!.AsArray()
            .Single(line => (string)line!["campaign"]! == "camper-giveaway-2026")!;
        Assert.Equal(
            (450m, 2, 1, 900.0),
            ((decimal)campaign["cost"]!, (int)campaign["leads"]!, (int)campaign["customers"]!,
                (double)campaign["revenue"]!["value"]!));
        Assert.Equal((.35 * 900 - 450) / 450, (double)campaign["return"]!["value"]!, 1e-9);

        using var csv = await brand.Http.GetAsync("/api/insights/romi?product=camper&from=2026-09-01&format=csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.StartsWith("month,cost,costUnknown,leads", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.StartsWith("2026-09", lines[1].TrimStart('\''), StringComparison.Ordinal);
        var table = (await brand.Http.GetStringAsync(
            "/api/insights/attribution?product=camper&by=campaign&from=2026-09-01&format=csv")).Split("\r\n");
        Assert.Equal(
            "place,label,rule,conversions,conversionsLow,conversionsHigh,revenue,revenueLow,revenueHigh", table[0]);
        var giveaway = SampleContent.Edition.CampaignName("camper-giveaway-2026", "en");
        Assert.Single(table, row => row.StartsWith(
            $"camper-giveaway-2026,{giveaway},first,1,", StringComparison.Ordinal));
        Assert.Single(table, row =>
            row.StartsWith($"camper-giveaway-2026,{giveaway},markov,", StringComparison.Ordinal)
            && row.Contains(",,,", StringComparison.Ordinal)); // without an interval

        await AfterItsFileAsync(brand);
    }

    [Fact]
    public async Task Costs_are_corrected_month_by_month_and_show_who_said_so()
    {
        await using var brand = await Brand.OpenAsync(now: "2026-10-20T03:00:00Z");
        var shipped = await brand.GetAsync(Costs);
        await CorrectAsync(brand, """{ "2026-09": 61000 }""");
        var line = (await CorrectAsync(brand, """{ "2026-07": 0.5 }"""))["costs"]!.AsArray()
            .ToDictionary(cost => (string)cost!["month"]!);
        Assert.Equal((61000m, true, "admin"), (
            (decimal)line["2026-09"]!["amount"]!, (bool)line["2026-09"]!["corrected"]!,
            (string)line["2026-09"]!["by"]!));
        Assert.Equal((0.5m, false), ((decimal)line["2026-07"]!["amount"]!, (bool)line["2026-10"]!["corrected"]!));
        await CorrectAsync(brand, """{ "2026-07": null, "2026-09": null }""");
        Assert.Equal(shipped.ToJsonString(), (await brand.GetAsync(Costs)).ToJsonString());

        var refused = await CorrectAsync(brand, """{ "Sept": 1, "2026-09": -1 }""", 400);
        Assert.Equal(["2026-09", "Sept"], refused["errors"]!.AsObject().Select(error => error.Key));
        refused = await CorrectAsync(
            brand, """{ "-0500-01": 1, "0226-11": 1, "2026-13": 1, "12026-01": 1, "2026-10": 1 }""", 400);
        Assert.Equal(4, refused["errors"]!.AsObject().Count);
        await CorrectAsync(brand, "{}", 400);
        await brand.GetAsync("/api/campaigns/no-such/costs", 404);
        await brand.GetAsync("/api/insights/romi?product=camper&credit=markov", 400);
        await brand.GetAsync("/api/insights/romi?product=camper&days=45", 400);
        await brand.GetAsync("/api/insights/attribution?product=camper&from=2026-02-01&to=2026-01-01", 400);
    }

    /// <summary>A campaign has left the content: what was told of it stays, and what is missing can be told.</summary>
    private static async Task AfterItsFileAsync(Brand brand)
    {
        using var content = new SpoiledContent();
        File.Delete(Path.Combine(content.Folder, "campaigns", "camper-giveaway-2026.json"));
        await brand.RestartAsync($"--LeadScoring:ContentPath={content.Folder}");
        await CorrectAsync(brand, """{ "2026-10": null }""");

        var without = await GoneAsync(brand);
        Assert.Equal((300m, "2026-10"), ((decimal)without["cost"]!, (string)without["costUnknown"]![0]!["month"]!));
        await CorrectAsync(brand, """{ "2026-10": 100 }""");
        var with = await GoneAsync(brand);
        Assert.Equal((400m, 0), ((decimal)with["cost"]!, with["costUnknown"]!.AsArray().Count));
        Assert.Equal((.35 * 900 - 400) / 400, (double)with["return"]!["value"]!, 1e-9);

        static async Task<JsonNode> GoneAsync(Brand brand) =>
            (await brand.GetAsync("/api/insights/romi?product=camper&from=2026-09-01"))["campaigns"]!.AsArray()
                .Single(line => (string)line!["campaign"]! == "camper-giveaway-2026")!;
    }

    private static async Task FeedAsync(Brand brand)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                Reaction("1", "one@example.jp", "2026-09-25T01:00:00Z", "camper-giveaway-2026"),
                Reaction("2", "one@example.jp", "2026-10-02T01:00:00Z", "camper-lid-2026"),
                Reaction("3", "two@example.jp", "2026-10-03T01:00:00Z", "camper-giveaway-2026"),
            },
        });
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id = "p", email = "one@example.jp", occurredAt = "2026-10-05T01:00:00Z", product = "camper",
                    amount = 900, currency = "JPY",
                },
            },
        });
        await brand.SettleAsync();
    }

    private static object Reaction(string id, string email, string at, string campaign) =>
        new { id, email, type = "brochure", occurredAt = at, campaignId = campaign };

    private static async Task<JsonNode> CorrectAsync(Brand brand, string months, int status = 200)
    {
        using var answer = await brand.Http.PutAsJsonAsync(Costs, JsonNode.Parse(months));
        Assert.Equal(status, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
