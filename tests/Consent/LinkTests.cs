using System.Text.Json.Nodes;
using LeadScoring.Mail;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Consent;

/// <summary>
/// The links of mails over HTTP: looking never acts, each link acts once, and a withdrawal stays withdrawn.
/// </summary>
public sealed class LinkTests
{
    private const string Now = "2026-11-24T01:00:00Z"; // a Tuesday, 10:00 in Tokyo
    private const string Hanako = "hanako@example.jp";

    [Fact]
    public async Task Looking_at_a_link_changes_nothing()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var optIn = Brand.Link(await EnterAsync(brand), "opt-in");

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
        {
            using var answer = await brand.Http.SendAsync(new HttpRequestMessage(method, optIn));
            await brand.SettleAsync();
        }

        Assert.Empty((await brand.GetAsync("/api/leads"))["leads"]!.AsArray());
        Assert.Equal("no consent", (string?)(await brand.FindAsync(Hanako))["consents"]!["reason"]);
    }

    [Fact]
    public async Task Looking_at_the_unsubscribe_link_changes_nothing_and_pressing_stops_the_mails()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var stop = await UnsubscribeLinkAsync(brand);

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            (await brand.Http.SendAsync(new HttpRequestMessage(method, stop))).Dispose();
        await brand.SettleAsync();
        Assert.True(await MayMailAsync(brand));

        Assert.Contains("配信を停止しました", await PressAsync(brand, stop), StringComparison.Ordinal);
        Assert.Equal("page", How(await ConsentsAsync(brand), "email withdrawn"));
        Assert.False(await MayMailAsync(brand));
    }

    [Fact]
    public async Task One_click_stops_the_mails_once()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var stop = await UnsubscribeLinkAsync(brand);

        for (var n = 0; n < 3; n++)
        {
            using var answer = await brand.Http.PostAsync(
                stop, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
            Assert.Equal(200, (int)answer.StatusCode);
            await brand.SettleAsync();
        }

        Assert.Equal("one-click", How(await ConsentsAsync(brand), "email withdrawn"));
        Assert.Equal(1, CountOf(await brand.FindAsync(Hanako), "unsubscribe"));
    }

    [Fact]
    public async Task An_opt_in_link_grants_once()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var ask = await EnterAsync(brand);

        await brand.ConfirmAsync(ask);
        await brand.ConfirmAsync(ask);

        Assert.Equal("double-opt-in", How(await ConsentsAsync(brand), "email granted"));
        Assert.Equal(1, CountOf(await brand.FindAsync(Hanako), "opt-in"));
    }

    [Fact]
    public async Task An_old_opt_in_link_does_not_bring_back_who_has_left_and_does_not_say_so()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var ask = await EnterAsync(brand);
        await brand.ConfirmAsync(ask);
        await brand.AdvanceAsync("P3D");
        await PressAsync(brand, Brand.Link(brand.Mails()[^1], "unsubscribe"));

        var page = await PressAsync(brand, Brand.Link(ask, "opt-in"));

        Assert.False(await MayMailAsync(brand));
        Assert.Contains("配信を停止しました", page, StringComparison.Ordinal);
        Assert.DoesNotContain("登録が完了しました", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_ticked_box_the_link_confirms_the_address_only()
    {
        await using var brand = await Brand.OpenAsync(Now);

        var ask = await EnterAsync(brand, optIn: false);
        Assert.DoesNotContain("ご希望いただきました", ask.Text, StringComparison.Ordinal);
        var page = await brand.Http.GetStringAsync(Brand.Link(ask, "opt-in"));
        Assert.DoesNotContain("同意", page, StringComparison.Ordinal);
        Assert.Contains("ご案内メールの配信は始まりません", page, StringComparison.Ordinal);
        Assert.Contains("確認が完了しました", await PressAsync(brand, Brand.Link(ask, "opt-in")), StringComparison.Ordinal);

        Assert.Single((await brand.GetAsync("/api/leads"))["leads"]!.AsArray());
        Assert.False(await MayMailAsync(brand));
        Assert.DoesNotContain(await ConsentsAsync(brand), consent => (string?)consent!["what"] == "email granted");
    }

    [Fact]
    public async Task The_record_holds_the_words_that_were_shown()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.ConfirmAsync(await EnterAsync(brand));

        var granted = (await ConsentsAsync(brand)).Single(consent => (string?)consent!["what"] == "email granted")!;

        Assert.Equal(("2026-01", "星川モビリティ株式会社"), ((string?)granted["wordingVersion"], (string?)granted["legalName"]));
        Assert.StartsWith("星川モビリティ株式会社が、ミオ EV と関連サービスのご案内", (string?)granted["wording"], StringComparison.Ordinal);
    }

    private static async Task<OutboxMail> EnterAsync(Brand brand, bool optIn = true)
    {
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new { email = Hanako, locale = "ja", optIn });
        await brand.SettleAsync();
        return Assert.Single(brand.Mails());
    }

    private static async Task<string> UnsubscribeLinkAsync(Brand brand)
    {
        await brand.ConfirmAsync(await EnterAsync(brand));
        await brand.AdvanceAsync("P3D");
        return Brand.Link(brand.Mails()[^1], "unsubscribe");
    }

    private static async Task<string> PressAsync(Brand brand, string path)
    {
        using var answer = await brand.Http.PostAsync(path, null);
        Assert.Equal(200, (int)answer.StatusCode);
        await brand.SettleAsync();
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<bool> MayMailAsync(Brand brand) =>
        (bool)(await brand.FindAsync(Hanako))["consents"]!["mayMail"]!;

    private static async Task<JsonArray> ConsentsAsync(Brand brand) =>
        (await brand.FindAsync(Hanako))["consents"]!["record"]!.AsArray();

    private static string? How(JsonArray consents, string what) =>
        (string?)Assert.Single(consents, consent => (string?)consent!["what"] == what)!["how"];

    private static int CountOf(JsonNode lead, string type) => lead["explanation"]!["terms"]!.AsArray()
        .Where(term => (string?)term!["type"] == type).Sum(term => (int)term!["count"]!);
}
