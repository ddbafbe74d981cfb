using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.History;

/// <summary>What the head of the insights told stays as it was told, whatever comes after.</summary>
public sealed class HistoryTests
{
    private const string History = "/api/insights/history?product=camper&lang=en";

    [Fact]
    public async Task Each_day_on_which_insights_are_made_keeps_what_they_told_last()
    {
        await using var brand = await Brand.OpenAsync(now: "2026-09-10T03:00:00Z");
        var nothing = await brand.GetAsync(History);
        Assert.Empty(nothing["heads"]!.AsArray());
        Assert.StartsWith("Nothing was kept", (string)nothing["note"]!, StringComparison.Ordinal);

        await BuyAsync(brand, "one@example.jp", "2026-09-08T01:00:00Z");
        await brand.RefreshInsightsAsync();
        await BuyAsync(brand, "two@example.jp", "2026-09-09T01:00:00Z");
        await brand.RefreshInsightsAsync();
        await brand.RefreshInsightsAsync(); // the same once more changes nothing
        await brand.TravelAsync(new { now = "2026-09-30T16:00:00Z" }); // the first of October in Japan
        await BuyAsync(brand, "three@example.jp", "2026-09-12T01:00:00Z"); // told late
        await brand.RefreshInsightsAsync();
        await brand.TravelAsync(new { now = "2026-10-20T03:00:00Z" });
        await brand.RefreshInsightsAsync();

        var days = await brand.GetAsync($"{History}&by=day");
        Assert.Equal(
            [("2026-09-10", 2), ("2026-10-01", 3), ("2026-10-20", 3)], days["heads"]!.AsArray().Select(Customers));
        var months = await brand.GetAsync(History);
        Assert.Equal([("2026-09-10", 2), ("2026-10-20", 3)], months["heads"]!.AsArray().Select(Customers));
        Assert.Equal(("2025-10-20", "2026-10-20"), ((string)months["from"]!, (string)months["to"]!));
        var head = months["heads"]![0]!;
        Assert.Equal(("JPY", .35, 0, 1), (
            (string)head["currency"]!, (double)head["margin"]!, (int)head["loyal"]!, (int)head["made"]!["rules"]!));
        Assert.StartsWith("2026-09-10T03:0", (string)head["made"]!["at"]!, StringComparison.Ordinal);
        Assert.Null((double?)head["newCustomer"]!["value"]); // of two customers nothing is said
        Assert.Equal((0, 2), ((double)head["loyalShare"]!["value"]!, (int)head["loyalShare"]!["n"]!));
        var early = await brand.GetAsync($"{History}&by=day&from=2026-09-01&to=2026-09-30");
        Assert.Equal("2026-09-10", (string)Assert.Single(early["heads"]!.AsArray())!["day"]!);
        await brand.GetAsync($"{History}&from=2026-10-01&to=2026-09-01", 400);
        await brand.GetAsync($"{History}&from=2023-10-01&to=2026-10-01", 400);
    }

    private static (string, int) Customers(JsonNode? head) => ((string)head!["day"]!, (int)head["customers"]!);

    private static async Task BuyAsync(Brand brand, string email, string at)
    {
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new { id = $"p-{email}", email, occurredAt = at, product = "camper", amount = 900, currency = "JPY" },
            },
        });
        await brand.SettleAsync();
    }
}
