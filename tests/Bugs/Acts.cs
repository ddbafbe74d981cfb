using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Bugs;

/// <summary>The usual acts of one lead, in a line each.</summary>
internal static class Acts
{
    public const string Who = "hanako@example.jp";

    public static Task EnterAsync(
        this Brand brand, string campaign, string entryId, object attributes, string? name = null) =>
        brand.PostAsync(
            $"/api/campaigns/{campaign}/entries", new { entryId, email = Who, name, optIn = true, attributes });

    public static async Task ReactAsync(this Brand brand, string type, string occurredAt, string product = "car") =>
        Assert.Equal(1, (int)(await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id = type + occurredAt, email = Who, type, occurredAt, product } },
        }))["accepted"]!);

    public static async Task BuyAsync(this Brand brand, string id, string occurredAt) =>
        Assert.Equal(1, (int)(await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new { id, email = Who, occurredAt, product = "car", amount = 3_000_000, currency = "JPY" },
            },
        }))["accepted"]!);
}
