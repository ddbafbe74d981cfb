using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.RollOut;

/// <summary>The score equals its log: all leads are counted anew from what their partitions hold.</summary>
public abstract class ReplayTests(IReadOnlyList<string> store)
{
    [Fact]
    public async Task A_replay_finds_every_lead_as_its_events_make_it_known_or_not()
    {
        await using var brand = await OpenAsync();
        await brand.GetAsync("/api/scoring/replay", 404);
        for (var i = 0; i < 12; i++) await ReactAsync(brand, $"lead-{i}@example.jp", "quote", "page-view", "page-view");
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            email = "stranger@example.jp",
            locale = "ja",
            optIn = true,
        });
        await brand.SettleAsync();

        Assert.Equal((13, 13, 0), await ReplayAsync(brand));
    }

    [Fact]
    public async Task A_lead_that_differs_from_its_events_is_told_of_and_corrected()
    {
        await using var brand = await OpenAsync();
        for (var i = 0; i < 3; i++) await ReactAsync(brand, $"lead-{i}@example.jp", "quote", "test-drive");
        var leadId = (string)(await brand.FindAsync("lead-1@example.jp"))["leadId"]!;
        var points = (double)(await brand.FindAsync("lead-1@example.jp"))["points"]!;
        await ForgeAsync(brand, leadId, state => state with { Counts = DayCounts.Empty.Add([(20_000, "quote")]) });
        Assert.NotEqual(points, (double)(await brand.FindAsync("lead-1@example.jp"))["points"]!);

        Assert.Equal((3, 3, 1), await ReplayAsync(brand));

        Assert.Equal(points, (double)(await brand.FindAsync("lead-1@example.jp"))["points"]!);
        Assert.Equal((3, 3, 0), await ReplayAsync(brand));
    }

    [Fact]
    public async Task A_replay_writes_the_rows_of_the_lists_as_the_content_names_them_now()
    {
        using var narrow = new SpoiledContent()
            .Replace("sales.json", "\"region\": \"prefecture\",", "")
            .Replace("sales.json", "\"filters\": [\"prefecture\"]", "\"filters\": []");
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z", Rulebook.Quick, [.. store, $"--LeadScoring:ContentPath={narrow.Folder}"]);
        await brand.PostAsync("/api/campaigns/car-test-drive/entries", new
        {
            email = "hanako@example.jp", attributes = new { prefecture = "Tokyo" },
        });
        await ReactAsync(brand, "hanako@example.jp", "quote");
        await brand.RestartAsync([.. store]);
        const string InTokyo = "/api/leads?product=car&attribute.prefecture=Tokyo";
        Assert.Empty((await brand.GetAsync(InTokyo))["leads"]!.AsArray());

        Assert.Equal((1, 1, 0), await ReplayAsync(brand));

        Assert.Equal("Tokyo", (string?)Assert.Single((await brand.GetAsync(InTokyo))["leads"]!.AsArray())!
            ["attributes"]!["prefecture"]);
    }

    private Task<Brand> OpenAsync() =>
        Brand.OpenAsync("2027-02-01T00:00:00Z", Rulebook.Quick, [.. store]);

    private static async Task<(int Leads, int Of, int Differed)> ReplayAsync(Brand brand)
    {
        await brand.PostAsync("/api/scoring/replay", new { });
        await brand.SettleAsync();
        var progress = (await brand.GetAsync("/api/scoring/replay"))["progress"]!;
        Assert.NotNull(progress["finishedAt"]);
        return ((int)progress["leads"]!, (int)progress["of"]!, (int)progress["differed"]!);
    }

    private static async Task ForgeAsync(Brand brand, string leadId, Func<ProductState, ProductState> forge)
    {
        var leads = brand.Services.GetRequiredService<Tables>().Leads;
        var row = (await leads.FindAsync(leadId, LeadRows.Product("car"), default))!;
        await leads.UpdateEntityAsync(
            Rows.Entity(leadId, row.RowKey, forge(Rows.Body<ProductState>(row))), row.ETag, TableUpdateMode.Replace);
    }

    private static async Task ReactAsync(Brand brand, string email, params string[] types)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = types.Select((type, i) => new
            {
                id = $"r-{i}",
                email,
                type,
                occurredAt = "2027-01-31T00:00:00Z",
                product = "car",
            }),
        });
        await brand.SettleAsync();
    }
}
