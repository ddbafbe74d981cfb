using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Doors;

public sealed class LargestCallTests
{
    [Fact]
    public async Task A_thousand_reactions_of_one_person_with_8_kB_each_are_all_counted()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        var text = new string('a', 8000);
        var body = new
        {
            reactions = Enumerable.Range(0, 1000).Select(n => new
            {
                id = $"r-{n}", email = "hanako@example.jp", type = "page-view", product = "car",
                occurredAt = "2026-11-22T02:00:00Z", properties = new { text },
            }),
        };

        Assert.Equal(1000, (int)(await brand.PostAsync("/api/reactions", body))["accepted"]!);
        Assert.Equal(1000, (int)(await brand.PostAsync("/api/reactions", body))["accepted"]!);
        await brand.SettleAsync();

        var term = Assert.Single((await brand.FindAsync("hanako@example.jp"))["explanation"]!["terms"]!.AsArray())!;
        Assert.Equal(1000, (int)term["count"]!);
    }
}
