using System.Text.Json.Nodes;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Leads;

/// <summary>A lead's page over HTTP: what its score is made of and what became of it, in words.</summary>
public sealed class LeadPageTests
{
    private const string Hanako = "hanako@example.jp";

    [Fact]
    public async Task A_page_says_what_is_lacking_what_holds_and_when_it_cools()
    {
        await using var brand = await OpenAsync();

        Assert.Equal(
            [
                "48.4 points are a score of 44.6; without a new reaction they halve in 90 days.",
                "Needs 42 more points for Ready for sales (that is 1 × Test drive or 3 × Friend referred today).",
                "Does not fall below Considering: “Test drive” of 2026-10-01.",
                "All points count ×1.32: Budget 3200000 (×1.2), Prefecture Tokyo (×1.1).",
                "Over the cap and not counted: 2 × Page viewed (at most 8 a day).",
            ],
            await SaidAsync(brand, "en"));
        Assert.Equal(
            [
                "48.4ポイント（スコア44.6）です。新しい反応がなければ、ポイントは90日で半分になります。",
                "「商談可能」まであと42ポイントです（本日の試乗・体験1回、またはお知り合いのご紹介3回で届きます）。",
                "2026-10-01の「試乗・体験」により、「検討中」より下がることはありません。",
                "すべてのポイントに×1.32の係数がかかります：ご予算「3200000」（×1.2）、都道府県「Tokyo」（×1.1）。",
                "上限を超えたため数えていない反応：ページ閲覧2回（1日8回まで）。",
            ],
            await SaidAsync(brand, "ja"));
    }

    [Fact]
    public async Task What_changed_since_a_day_adds_up_and_marks_what_came_in_late()
    {
        await using var brand = await OpenAsync();
        await brand.AdvanceAsync("P30D");
        await ReactAsync(brand, "late", "brochure", "2026-11-01T03:00:00Z");
        await ReactAsync(brand, "new", "quote", "2026-12-20T03:00:00Z");

        var page = await PageAsync(brand, "since=2026-12-01");

        var changes = page["products"]![0]!["changes"]!;
        Assert.Equal(
            [
                "1 × Brochure ordered, of earlier days but reported since", "Cooling over 21 days", "1 × Quote asked",
            ],
            changes["parts"]!.AsArray().Select(part => (string?)part!["text"]));
        var (then, now) = ((double)changes["then"]!["points"]!, (double)changes["now"]!["points"]!);
        Assert.Equal(now, changes["parts"]!.AsArray().Aggregate(then, (sum, part) => sum + (double)part!["points"]!));
        Assert.Equal((double)page["points"]!, now, 1e-6);
        Assert.Equal((double)page["score"]!, (double)changes["now"]!["score"]!);
        Assert.Equal(("2026-12-01", "2026-12-22"), ((string?)changes["then"]!["day"], (string?)changes["now"]!["day"]));
        Assert.Null((await PageAsync(brand, "lang=en"))["products"]![0]!["changes"]);
    }

    [Theory]
    [InlineData("since=2026-11-23", "Must be a date from 1900-01-01 to today")]
    [InlineData("since=0001-01-01", "Must be a date of the years 1900 to 2999")]
    [InlineData("since=yesterday", "Must be a date like 2026-11-22")]
    public async Task A_day_that_cannot_be_is_refused(string query, string says)
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        using var answer = await brand.Http.GetAsync($"/api/leads/{new string('0', 32)}?{query}");

        (await Refused.ReadAsync(answer, 400)).Names("since", says);
    }

    /// <summary>A test drive weeks ago, ten pages on one day, and answers that fit.</summary>
    private static async Task<Brand> OpenAsync()
    {
        var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email = Hanako,
            attributes = new { budget = "3200000", prefecture = "Tokyo" },
        });
        await ReactAsync(brand, "drive", "test-drive", "2026-10-01T03:00:00Z");
        foreach (var n in Enumerable.Range(0, 10))
            await ReactAsync(brand, $"p-{n}", "page-view", "2026-11-21T03:00:00Z");
        return brand;
    }

    private static async Task ReactAsync(Brand brand, string id, string type, string occurredAt)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id, email = Hanako, type, occurredAt, product = "car" } },
        });
        await brand.SettleAsync();
    }

    private static async Task<IEnumerable<string?>> SaidAsync(Brand brand, string language) =>
        (await PageAsync(brand, $"lang={language}"))["explanation"]!["said"]!.AsArray().Select(said => (string?)said);

    private static Task<JsonNode> PageAsync(Brand brand, string query) =>
        brand.PostAsync($"/api/leads/find?product=car&{query}", new { email = Hanako }, 200);
}
