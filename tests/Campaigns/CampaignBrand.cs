using System.Text.Json.Nodes;
using LeadScoring.Campaigns;
using LeadScoring.Intake;
using LeadScoring.Publishing;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Campaigns;

/// <summary>What the journeys of this folder do with a brand.</summary>
internal static class CampaignBrand
{
    public const string Lid = "camper-lid-2026";

    /// <summary>The campaigns of the sample content, one of them otherwise.</summary>
    public static void Change(this Brand brand, string id, Func<Campaign, Campaign> change)
    {
        var content = brand.Services.GetRequiredService<InForce>();
        var campaigns = content.Edition.Campaigns.ToDictionary(one => one.Key, one => one.Value);
        campaigns[id] = change(campaigns[id]);
        content.Use(content.Edition with { Campaigns = campaigns });
    }

    public static async Task EnterAsync(this Brand brand, string campaign, object entry, int status = 202)
    {
        await brand.PostAsync($"/api/campaigns/{campaign}/entries", entry, status);
        await brand.SettleAsync();
    }

    /// <summary>Makes somebody known to the brand, without consent.</summary>
    public static async Task MeetAsync(this Brand brand, params string[] emails)
    {
        var now = (string)(await brand.GetAsync("/api/dev/time"))["now"]!;
        await brand.PostAsync("/api/reactions", new
        {
            reactions = emails.Select(
                email => new { id = "shop", email, type = "shop-visit", product = "camper", occurredAt = now }),
        });
        await brand.SettleAsync();
    }

    /// <summary>Presses the button behind the link of the newest mail; what the page says.</summary>
    public static async Task<string> PressAsync(this Brand brand)
    {
        using var pressed = await brand.Http.PostAsync(Brand.Link(brand.Mails()[^1], "opt-in") + "?lang=en", null);
        Assert.True(pressed.IsSuccessStatusCode);
        await brand.SettleAsync();
        return await pressed.Content.ReadAsStringAsync();
    }

    /// <summary>The outcomes of somebody's entries, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> OutcomesAsync(this Brand brand, string email) =>
        [.. (await brand.FindAsync(email))["timeline"]!.AsArray().Where(item => (string?)item!["kind"] == "entry")
            .Select(item => (string)item!["text"]!).Reverse()];

    public static Task<JsonNode> ImportAsync(this Brand brand, params string[] codes) =>
        brand.PostAsync($"/api/campaigns/{Lid}/codes", new { codes });

    public static Task<int> CountedAsync(this Brand brand, string campaign) =>
        brand.Services.GetRequiredService<CampaignLedger>().CountedAsync(campaign, default);
}
