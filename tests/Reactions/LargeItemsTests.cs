using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Reactions;

/// <summary>Items as large as the door lets them be, all of one lead.</summary>
public sealed class LargeItemsTests
{
    private const int Items = 60;

    [Fact]
    public async Task Purchases_of_two_hundred_lines_each_are_taken_in_one_call()
    {
        await using var brand = await Brand.OpenAsync(now: "2027-02-01T00:00:00Z");
        var lines = Enumerable.Range(0, 200).Select(n => new
        {
            sku = n.ToString("D100", null), quantity = 1.5m, unitPrice = 999_999_999_999.1234567m,
            listPrice = 999_999_999_999.7654321m,
        }).ToArray();
        var answer = await brand.PostAsync("/api/purchases", new
        {
            purchases = Enumerable.Range(0, Items).Select(n => new
            {
                id = $"p-{n}", email = "large@example.jp", occurredAt = "2027-01-31T00:00:00Z", product = "camper",
                amount = 1_000, currency = "JPY", items = lines,
            }),
        });
        Assert.Equal(Items, (int)answer["accepted"]!);

        await brand.SettleAsync();

        var timeline = (await brand.FindAsync("large@example.jp"))["timeline"]!.AsArray();
        Assert.Equal(Items, timeline.Count(item => (string?)item!["kind"] == "purchase"));
    }

    [Fact]
    public async Task Reactions_with_eight_kilobytes_of_properties_each_are_taken_in_one_call()
    {
        await using var brand = await Brand.OpenAsync(now: "2027-02-01T00:00:00Z");
        // Four bytes each, and twelve characters where JSON escapes them.
        var text = string.Concat(Enumerable.Repeat("🚗", 2_000));
        var reactions = string.Join(',', Enumerable.Range(0, Items).Select(n =>
            $$$"""
            {"id":"r-{{{n}}}","email":"large@example.jp","type":"feedback",
             "occurredAt":"2027-01-31T00:00:00Z","product":"car","properties":{"text":"{{{text}}}"}}
            """));
        using var answer = await brand.Http.PostAsync(
            "/api/reactions", new StringContent($$"""{"reactions":[{{reactions}}]}""", null, "application/json"));
        Assert.Equal(202, (int)answer.StatusCode);

        await brand.SettleAsync();

        var term = Assert.Single((await brand.FindAsync("large@example.jp"))["explanation"]!["terms"]!.AsArray())!;
        Assert.Equal(Items, (int)term["count"]!);
    }
}
