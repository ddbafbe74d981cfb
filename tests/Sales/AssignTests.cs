using System.Text.Json.Nodes;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.RollOut;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Sales;

public sealed class AssignTests
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task The_best_free_leads_go_to_those_of_their_region_and_the_next_call_finds_the_others()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await EnterAsync(brand, "tokyo@example.jp", "Tokyo", "quote");
        await EnterAsync(brand, "osaka@example.jp", "Osaka", "brochure");
        await EnterAsync(brand, "yokohama@example.jp", "Kanagawa", "configurator");
        await brand.PostAsync($"/api/leads/{brand.IdOf("osaka@example.jp")}/claim", new { owner = "chiba" }, 200);

        var dry = await AssignAsync(brand, new { product = "car", dryRun = true });
        Assert.Equal(2, dry["assigned"]!.AsArray().Count);
        Assert.All(
            (await brand.GetAsync("/api/owners"))["owners"]!.AsArray(), owner => Assert.Equal(0, (int)owner!["held"]!));

        var first = await AssignAsync(brand, new { product = "car", most = 1 });
        Assert.Equal(("aoki", brand.IdOf("tokyo@example.jp")), Only(first));
        var second = await AssignAsync(brand, new { product = "car" });
        Assert.Equal(("baba", brand.IdOf("yokohama@example.jp")), Only(second));
        await brand.PostAsync($"/api/leads/{brand.IdOf("osaka@example.jp")}/claim", new { owner = "x" }, 409);

        var owners = (await brand.GetAsync("/api/owners"))["owners"]!.AsArray();
        Assert.Equal(
            [("aoki", 1, 40), ("baba", 1, 30), ("endo", 0, 30)],
            owners.Select(owner => ((string)owner!["id"]!, (int)owner["held"]!, (int)owner["most"]!)));
        Assert.Empty((await AssignAsync(brand, new { product = "car" }))["assigned"]!.AsArray());
        await brand.PostAsync("/api/leads/assign", new { product = "boat", most = 0 }, 400);
    }

    /// <summary>A call of the list looks at so many leads and no more, and has a cursor where it found none.</summary>
    [Fact]
    public async Task Behind_whole_pages_of_held_leads_the_free_ones_are_found()
    {
        await using var brand = await Brand.OpenAsync(Now, builder => builder.Services.Replace(
            ServiceDescriptor.Singleton(made => new LeadList(
                made.GetRequiredService<RankReader>(), made.GetRequiredService<RulesWatch>(),
                made.GetRequiredService<ModelStore>(), made.GetRequiredService<CursorSeal>())
            { MaxScanned = 2 })));
        foreach (var n in Enumerable.Range(0, 5))
        {
            var path = await ClaimTests.LeadAsync(brand, $"held-{n}@example.jp");
            await brand.PostAsync($"{path}/claim", new { owner = "chiba" }, 200);
        }
        await ClaimTests.LeadAsync(brand, "free@example.jp", "page-view");

        Assert.Equal(
            ("endo", brand.IdOf("free@example.jp")), Only(await AssignAsync(brand, new { product = "car", most = 1 })));
    }

    private static (string, string) Only(JsonNode answer)
    {
        var only = Assert.Single(answer["assigned"]!.AsArray())!;
        return ((string)only["owner"]!, (string)only["leadId"]!);
    }

    private static Task<JsonNode> AssignAsync(Brand brand, object ask) =>
        brand.PostAsync("/api/leads/assign", ask, 200);

    private static async Task EnterAsync(Brand brand, string email, string prefecture, string type)
    {
        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { email, optIn = true, attributes = new { prefecture } });
        await ClaimTests.LeadAsync(brand, email, type);
    }
}
