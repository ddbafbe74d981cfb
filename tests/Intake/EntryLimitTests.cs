using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Intake;

/// <summary>
/// What a campaign lets in, over HTTP; the door answers everybody alike, so it tells nobody who is known here.
/// </summary>
public sealed class EntryLimitTests
{
    private const string Hanako = "hanako@example.jp";

    [Fact]
    public async Task One_entry_per_person_counts_once_however_the_address_is_written()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");

        await EnterAsync(brand, "car-launch-2026", "e-1", Hanako);
        await EnterAsync(brand, "car-launch-2026", "e-2", "ＨＡＮＡＫＯ＠ｅｘａｍｐｌｅ．ｊｐ");
        await EnterAsync(brand, "car-launch-2026", "e-3", "Hanako@EXAMPLE.jp");

        Assert.Equal(
            ["counted", "refused: one entry per person", "refused: one entry per person"], await OutcomesAsync(brand));
        Assert.Equal(1, await CountedAsync(brand));
        Assert.Single(brand.Mails());
    }

    [Fact]
    public async Task One_entry_per_day_ends_at_midnight_of_the_product()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T14:30:00Z"); // 23:30 in Tokyo
        await EnterAsync(brand, "car-test-drive", "e-1", Hanako);
        await EnterAsync(brand, "car-test-drive", "e-2", Hanako);
        await brand.TravelAsync(new { now = "2026-11-24T15:00:00Z" });
        await EnterAsync(brand, "car-test-drive", "e-3", Hanako);
        await EnterAsync(brand, "car-test-drive", "e-4", Hanako);

        Assert.Equal(
            ["counted", "refused: one entry per day", "counted", "refused: one entry per day"],
            await OutcomesAsync(brand));
        Assert.Equal(2, await CountedAsync(brand));
    }

    [Fact]
    public async Task A_repeated_entryId_is_the_same_entry_and_the_first_content_stays()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await EnterAsync(brand, "car-test-drive", "e-1", Hanako, name: "山田 花子");
        await brand.AdvanceAsync("P2D");
        var again = await EnterAsync(brand, "car-test-drive", "e-1", Hanako, name: "somebody else");

        Assert.Equal("e-1", (string?)again["entryId"]);
        Assert.Equal(["counted"], await OutcomesAsync(brand));
        Assert.Equal("山田 花子", (string?)(await brand.FindAsync(Hanako))["name"]);
    }

    [Fact]
    public async Task The_same_entryId_in_another_campaign_is_another_entry()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await EnterAsync(brand, "car-test-drive", "e-1", Hanako);
        await EnterAsync(brand, "car-launch-2026", "e-1", Hanako);

        Assert.Equal(["counted", "counted"], await OutcomesAsync(brand));
    }

    [Fact]
    public async Task A_class_gate_lets_in_customers_of_its_classes_only()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await EnterAsync(brand, "owners-night-2026", "e-1", Hanako);
        Assert.Equal(["refused: for other customers"], await OutcomesAsync(brand));

        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id = "p-1", email = Hanako, product = "car", amount = 3_400_000, currency = "JPY",
                    occurredAt = "2026-04-01T03:00:00Z",
                },
                new
                {
                    id = "p-2", email = Hanako, product = "car", amount = 3_400_000, currency = "JPY",
                    occurredAt = "2026-09-01T03:00:00Z",
                },
            },
        });
        await brand.SettleAsync();
        Assert.Equal("steady", (string?)(await brand.FindAsync(Hanako))["class"]);
        await EnterAsync(brand, "owners-night-2026", "e-2", Hanako);

        Assert.Equal(["refused: for other customers", "counted"], await OutcomesAsync(brand));
    }

    [Theory]
    [InlineData("http://spam.example")]
    [InlineData(1)]
    [InlineData(true)]
    public async Task Who_fills_in_the_hidden_field_is_thanked_and_forgotten(object website)
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        var answer = await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { entryId = "e-1", email = Hanako, website });
        await brand.SettleAsync();

        Assert.Equal("e-1", (string?)answer["entryId"]);
        Assert.Empty(brand.Mails());
        await brand.PostAsync("/api/leads/find", new { email = Hanako }, 404);
    }

    [Fact]
    public async Task An_empty_hidden_field_is_no_offence()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new { email = Hanako, website = " " });
        await brand.SettleAsync();

        Assert.Equal(["counted"], await OutcomesAsync(brand));
    }

    [Fact]
    public async Task Japanese_names_and_answers_come_back_as_they_were_typed()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email = Hanako, name = "髙橋 𠮷子（はなこ）👩‍🔧", phone = "０３ー１２３４ー５６７８",
            attributes = new { memo = "1行目\n2行目 ～", budget = 3_200_000 },
        });
        await brand.SettleAsync();

        var lead = await brand.FindAsync(Hanako);
        Assert.Equal(("髙橋 𠮷子（はなこ）👩‍🔧", "０３ー１２３４ー５６７８"), ((string?)lead["name"], (string?)lead["phone"]));
        Assert.Equal("1行目\n2行目 ～", (string?)lead["attributes"]!["memo"]!["value"]);
        Assert.Equal("3200000", (string?)lead["attributes"]!["budget"]!["value"]);
    }

    private static async Task<JsonNode> EnterAsync(
        Brand brand, string campaign, string entryId, string email, string? name = null)
    {
        var answer = await brand.PostAsync(
            $"/api/campaigns/{campaign}/entries", new { entryId, email, name, optIn = true });
        await brand.SettleAsync();
        return answer;
    }

    private static async Task<IEnumerable<string>> OutcomesAsync(Brand brand) =>
        (await brand.FindAsync(Hanako))["timeline"]!.AsArray()
        .Where(item => (string?)item!["kind"] == "entry").OrderBy(item => (string?)item!["at"])
        .Select(item => (string)item!["text"]!);

    /// <summary>Confirmed here, so that the explanation is there to be asked.</summary>
    private static async Task<int> CountedAsync(Brand brand)
    {
        await brand.ConfirmAsync(brand.Mails()[0]);
        return (await brand.FindAsync(Hanako))["explanation"]!["terms"]!.AsArray()
            .Where(term => (string?)term!["type"] == "entry").Sum(term => (int)term!["count"]!);
    }
}
