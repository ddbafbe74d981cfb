using System.Text.Json.Nodes;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Sales;

public sealed class ResponseTests
{
    [Fact]
    public async Task The_time_from_hot_to_the_first_contact_is_told_by_owner_and_who_waits_is_no_contact()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        for (var n = 0; n < 7; n++) await HotAsync(brand, n);
        await brand.PostAsync($"{PathOf(brand, 0)}/claim", new { owner = "aoki" }, 200);
        await brand.TravelAsync(new { now = "2027-02-01T05:00:00Z" });
        for (var n = 0; n < 5; n++)
        {
            // A later contact was reported first, and a missed call is none.
            await CallAsync(brand, n, "late", "reached", "2027-02-01T04:30:00Z");
            await CallAsync(brand, n, "missed", "busy", "2027-02-01T02:00:00Z");
            await CallAsync(brand, n, "first", "reached", "2027-02-01T03:00:00Z");
        }
        var all = (await AnswerAsync(brand))["all"]!;
        Assert.Equal(
            (7, 5, 2, 0), ((int)all["hot"]!, (int)all["contacted"]!, (int)all["waiting"]!, (int)all["cooled"]!));
        Assert.InRange((double)all["medianHours"]!, 1.5, 2.0);
        Assert.Null(all["p90Hours"]);

        await brand.Http.DeleteAsync(PathOf(brand, 5));
        await brand.Http.DeleteAsync(PathOf(brand, 0));
        await brand.SettleAsync();
        var after = await AnswerAsync(brand);
        all = after["all"]!;
        Assert.Equal(
            (7, 5, 1, 1), ((int)all["hot"]!, (int)all["contacted"]!, (int)all["waiting"]!, (int)all["cooled"]!));
        var owners = after["owners"]!.AsArray();
        Assert.Equal([null, "aoki"], owners.Select(owner => (string?)owner!["owner"]));
        Assert.Equal("too few contacts", (string?)owners[1]!["figures"]!["reason"]);
        Assert.DoesNotContain(
            await Traces.OfAsync(brand.Tables(), brand.IdOf("lead-5@example.jp")),
            row => row.StartsWith("sales ", StringComparison.Ordinal));
        Assert.Equal(0, (int)(await AnswerAsync(brand, "&owner=nobody"))["all"]!["hot"]!);
        Assert.Equal(0, (int)(await AnswerAsync(brand, "&to=2027-01-31"))["all"]!["hot"]!);
        await brand.GetAsync("/api/insights/response?product=car&from=2025-01-01", 400);
    }

    private static string PathOf(Brand brand, int n) => $"/api/leads/{brand.IdOf($"lead-{n}@example.jp")}";

    private static async Task HotAsync(Brand brand, int n)
    {
        foreach (var type in new[] { "test-drive", "quote", "shop-visit", "configurator" })
            await brand.ReactAsync($"lead-{n}@example.jp", type, type, "2027-02-01T00:30:00Z");
        await brand.SettleAsync();
    }

    private static Task<JsonNode> CallAsync(Brand brand, int n, string id, string result, string at) =>
        brand.PostAsync($"{PathOf(brand, n)}/calls", new { id, result, product = "car", at }, 200);

    private static Task<JsonNode> AnswerAsync(Brand brand, string more = "") =>
        brand.GetAsync($"/api/insights/response?product=car{more}");
}
