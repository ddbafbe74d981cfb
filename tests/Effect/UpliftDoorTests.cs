using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Nurture;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RealData;

namespace LeadScoring.Tests.Effect;

/// <summary>A brand asks what its mails do.</summary>
public sealed class UpliftDoorTests
{
    private const int Leads = 60;

    [Fact]
    public async Task Who_was_enrolled_is_compared_in_the_arm_that_was_drawn()
    {
        await using var brand = await Brand.OpenAsync(now: "2026-11-10T03:00:00Z");
        await brand.FeedAsync("reactions", Enumerable.Range(0, Leads).Select(object (number) => new
        {
            id = $"drive-{number}", email = Email(number), type = "test-drive", occurredAt = "2026-11-10T02:00:00Z",
            product = "car",
        }));
        await brand.RefreshInsightsAsync();
        var leads = (await brand.ListAsync("product=car")).Select(lead => (string)lead["leadId"]!).ToList();

        var now = (await brand.GetAsync("/api/insights/uplift?product=car&days=30"))["scenarios"]!.AsArray()
            .Single(one => (string?)one!["scenario"] == "car-considering")!;

        var heldOut = leads.Count(lead => Holdout.IsHeldOut(lead, "car-considering", 10));
        Assert.Equal(Leads, (int)now["notYet"]!);
        Assert.Equal(0, (int)now["all"]!["difference"]!["n"]!);
        Assert.Equal((Leads - heldOut, heldOut), (
            (int)now["sampleRatio"]!["treated"]!, (int)now["sampleRatio"]!["heldOut"]!));
        Assert.Equal(10, (int)now["versions"]![0]!["holdoutPercent"]!);
        Assert.All(now["steps"]!.AsArray(), step =>
            Assert.Contains("cannot be told", Note(step!["compared"]!), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mistakes_are_told_and_an_empty_brand_says_that_nobody_was_held_out()
    {
        await using var brand = await Brand.OpenAsync(now: "2026-11-10T03:00:00Z");

        var nothing = await brand.GetAsync("/api/insights/uplift?product=car&lang=ja&outcome=revenue&effect=500");

        Assert.Empty(nothing["scenarios"]!.AsArray());
        Assert.Contains("ホールドアウトがない", Note(nothing["global"]!["all"]!), StringComparison.Ordinal);
        foreach (var (asked, field) in new[]
        {
            ("", "product"), ("?product=car&days=31", "days"), ("?product=car&outcome=clicks", "outcome"),
            ("?product=car&scenario=car-gnu", "scenario"), ("?product=car&effect=101", "effect"),
            ("?product=car&x=1", "x"),
        })
            Assert.NotNull((await brand.GetAsync($"/api/insights/uplift{asked}", 400))["errors"]![field]);
    }

    private static string? Note(JsonNode compared) => (string?)compared["difference"]!["note"];

    private static string Email(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"driver-{number}@example.jp");
}
