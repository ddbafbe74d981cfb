using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Leads;

public sealed class StageReasonTests
{
    [Fact]
    public async Task Who_falls_by_what_happened_has_not_cooled_and_who_falls_by_silence_has()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T03:00:00Z");
        await ReactAsync(brand, "quote");
        await ReactAsync(brand, "complaint");
        Assert.Equal(("aware", "reaction"), await LastAsync(brand));

        await brand.AdvanceAsync("P200D");
        Assert.Equal(("new", "cooled"), await LastAsync(brand));
    }

    private static async Task ReactAsync(Brand brand, string type)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new { id = type, email = "a@example.jp", type, occurredAt = "2027-02-01T03:00:00Z", product = "car" },
            },
        });
        await brand.SettleAsync();
    }

    private static async Task<(string? Stage, string? Reason)> LastAsync(Brand brand)
    {
        var last = (await brand.FindAsync("a@example.jp"))["stageHistory"]!.AsArray()[^1]!;
        return ((string?)last["to"], (string?)last["reason"]);
    }
}
