using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Rewards;

/// <summary>What somebody with points does, in a line each.</summary>
internal static class Shopper
{
    public const string Now = "2027-02-01T01:00:00Z";
    public const string Launch = "car-launch-2026";
    public const string Hanako = "hanako@example.jp";

    /// <summary>Entered (10 points) and bought a car (348).</summary>
    public static async Task<string> BuyerAsync(this Brand brand)
    {
        await brand.EnterAsync(Hanako);
        await brand.BuyAsync("order", 3_480_000, null);
        return brand.IdOf(Hanako);
    }

    public static async Task BuyAsync(this Brand brand, string id, decimal amount, string? refundOf)
    {
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new { id, email = Hanako, occurredAt = Now, product = "car", amount, currency = "JPY", refundOf },
            },
        });
        await brand.SettleAsync();
    }

    public static Task<JsonNode> PointsAsync(this Brand brand, string lead) =>
        brand.GetAsync($"/api/leads/{lead}/points");

    public static async Task<(int Status, JsonNode Body)> SpendAsync(
        Brand brand, string lead, string id, string campaignId = Launch)
    {
        using var answer = await brand.Http.PostAsJsonAsync(
            $"/api/leads/{lead}/points/spend", new { id, campaignId, entries = 1 });
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public static async Task<IReadOnlyList<string>> RegisterAsync(this Brand brand)
    {
        var rows = new List<string>();
        await foreach (var row in brand.Tables().Campaigns.RangeAsync(Launch, "entry|", "entry}", 100, default))
            rows.Add(Rows.Text(row));
        return rows;
    }
}
