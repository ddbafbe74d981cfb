using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Bugs;

/// <summary>A purchase may be dated up to a day ahead; nobody looked at the lead when its day had come.</summary>
public sealed class PurchaseDatedAheadTests
{
    [Fact]
    public async Task A_purchase_of_tomorrow_restarts_the_cycle_tomorrow()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T14:30:00Z"); // 23:30 in Tokyo
        await brand.BuyAsync("p-1", "2026-01-01T03:00:00Z");
        await brand.BuyAsync("p-2", "2026-12-15T03:00:00Z");
        foreach (var type in new[] { "test-drive", "quote", "shop-visit" })
            await brand.ReactAsync(type, "2027-01-31T03:00:00Z");
        await brand.SettleAsync();
        Assert.Equal("ready", (string?)(await brand.FindAsync(Acts.Who))["stage"]);

        await brand.BuyAsync("p-3", "2027-02-01T15:30:00Z"); // 0:30 tomorrow
        await brand.TravelAsync(new { now = "2027-02-03T00:00:00Z" });

        Assert.Equal("new", (string?)(await brand.FindAsync(Acts.Who))["stage"]);
    }
}
