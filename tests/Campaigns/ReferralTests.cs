using LeadScoring.Campaigns;
using LeadScoring.Leads;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Campaigns;

/// <summary>Fans bring friends and are thanked for it, once each.</summary>
public sealed class ReferralTests
{
    private const string Launch = "car-launch-2026";
    private const string Fan = "fan@example.jp";
    private const string Friend = "friend@example.jp";

    [Fact]
    public async Task Who_confirms_gets_a_page_to_pass_on_and_is_thanked_when_a_friend_confirms_and_first_buys()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await brand.EnterAsync(Launch, new { email = Fan, locale = "en", optIn = true });
        var page = System.Net.WebUtility.HtmlDecode(await brand.PressAsync());
        var code = (string)(await brand.FindAsync(Fan))["referralCode"]!;
        Assert.Contains($"/api/pages/en?campaign={Launch}&ref={code}", page, StringComparison.Ordinal);

        await brand.EnterAsync(
            Launch, new { email = Friend, referralCode = $" {code.ToLowerInvariant()} ", optIn = true });
        Assert.Equal(0, await ThanksAsync(brand, "referral"));
        var link = Brand.Link(brand.Mails()[^1], "opt-in");
        for (var press = 0; press < 3; press++)
            using (await brand.Http.PostAsync(link, null)) await brand.SettleAsync();
        Assert.Equal(1, await ThanksAsync(brand, "referral"));

        foreach (var order in new[] { "p-1", "p-1", "p-2" }) await BuyAsync(brand, order);
        Assert.Equal(1, await ThanksAsync(brand, "referral-purchase"));
        await brand.AdvanceAsync("P200D"); // looks at the friend's stage and class find the same first purchase
        Assert.Equal((1, 1), (await ThanksAsync(brand, "referral"), await ThanksAsync(brand, "referral-purchase")));
        var fanId = (string)(await brand.FindAsync(Fan))["leadId"]!;
        await foreach (var row in brand.Services.GetRequiredService<LeadStore>()
            .HistoryAsync(fanId, "conflict", default))
            Assert.Fail($"A repeat told another story: {row.RowKey}");
    }

    [Fact]
    public async Task Nobody_is_thanked_for_oneself_for_somebody_known_or_for_a_code_that_is_none()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await brand.MeetAsync(Fan, "known@example.jp");
        var code = (string)(await brand.FindAsync(Fan))["referralCode"]!;
        await brand.EnterAsync(Launch, new { email = Fan, referralCode = code, optIn = true });
        await brand.PressAsync();
        await brand.EnterAsync(Launch, new { email = "known@example.jp", referralCode = code, optIn = true });
        await brand.PressAsync();
        await brand.EnterAsync(Launch, new { email = "new@example.jp", referralCode = "<script>", optIn = true });
        await brand.PressAsync();

        Assert.Equal(0, await ThanksAsync(brand, "referral"));
    }

    [Fact]
    public async Task A_forgotten_leads_code_leads_nowhere()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        await brand.MeetAsync(Fan);
        var fan = await brand.FindAsync(Fan);
        await brand.Services.GetRequiredService<ReferralIndex>().ForgetAsync((string)fan["leadId"]!, default);

        await brand.EnterAsync(
            Launch, new { email = Friend, referralCode = (string?)fan["referralCode"], optIn = true });
        await brand.PressAsync();

        Assert.Equal(0, await ThanksAsync(brand, "referral"));
    }

    private static async Task<int> ThanksAsync(Brand brand, string type)
    {
        var products = (await brand.FindAsync(Fan))["products"]!.AsArray();
        return products.SelectMany(product => product!["explanation"]!["terms"]!.AsArray())
            .Where(term => (string?)term!["type"] == type).Sum(term => (int)term!["count"]!);
    }

    private static async Task BuyAsync(Brand brand, string id)
    {
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id, email = Friend, product = "camper", amount = 180_000, currency = "JPY",
                    occurredAt = "2026-11-24T00:00:00Z",
                },
            },
        });
        await brand.SettleAsync();
    }
}
