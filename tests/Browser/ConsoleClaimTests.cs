using Microsoft.Playwright;
using static LeadScoring.Tests.Browser.Window;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>Claims at the console: two hands on one lead, and what is told to whom.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleClaimTests(Chromium chromium, SalesDesk desk)
{
    [Fact]
    public async Task Of_two_who_claim_at_once_one_has_the_lead_and_the_other_is_told_by_whom()
    {
        var lead = await desk.LeadAsync("kenichi@example.jp");
        await using var aoki = await desk.SitDownAsync(chromium, "ja", "aoki", at: $"#/leads/{lead}");
        await using var baba = await desk.SitDownAsync(chromium, "ja", "baba", at: $"#/leads/{lead}");
        await Task.WhenAll(Claim(aoki.Page).WaitForAsync(), Claim(baba.Page).WaitForAsync());
        await Task.WhenAll(Claim(aoki.Page).ClickAsync(), Claim(baba.Page).ClickAsync());
        await Expect(aoki.Page.Locator("#act-note")).ToBeVisibleAsync();
        await Expect(baba.Page.Locator("#act-note")).ToBeVisibleAsync();

        var holder = (string)(await (await desk.BrandAsync()).FindAsync("kenichi@example.jp"))["claim"]!["owner"]!;
        var (winner, loser, name) = holder == "aoki" ? (aoki, baba, "青木 真理") : (baba, aoki, "馬場 健");
        await Expect(winner.Page.Locator("#act-note")).ToContainTextAsync("担当になりました（2026年12月8日");
        await Expect(loser.Page.Locator("#act-note")).ToContainTextAsync($"すでに{name}さんが担当しています（2026年12月8日");
        await loser.ShowAsync("console-claimed-by-other");
        foreach (var page in new[] { winner.Page, loser.Page })
            await Expect(page.Locator(".held")).ToContainTextAsync($"{name}さんが2026年12月8日");
        await Expect(Claim(loser.Page)).ToHaveCountAsync(0);
        Assert.Empty(winner.Complaints);
        Assert.Empty(loser.Complaints);
    }

    [Fact]
    public async Task A_claim_is_kept_longer_handed_over_and_given_up_with_the_keyboard_alone()
    {
        var lead = await desk.LeadAsync("misaki@example.jp");
        await using var window = await desk.SitDownAsync(chromium, "en", at: $"#/leads/{lead}");
        var page = window.Page;
        await PressAsync(page, "Claim");
        await Expect(page.Locator("#act-note")).ToContainTextAsync("It is yours until");
        await Expect(Button(page, "Keep it longer")).ToBeFocusedAsync();
        await PressAsync(page, "Hand over");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(Button(page, "Hand over")).ToBeFocusedAsync();
        await PressAsync(page, "Release");

        await Expect(page.Locator("#act-note")).ToHaveTextAsync("Released.");
        await Expect(page.Locator(".held")).ToHaveTextAsync("Nobody looks after this lead yet.");
        Assert.Null((await (await desk.BrandAsync()).FindAsync("misaki@example.jp"))["claim"]);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Giving_up_what_another_window_gave_up_is_told_in_place()
    {
        var lead = await desk.LeadAsync("emily@example.jp");
        await using var one = await desk.SitDownAsync(chromium, "en", at: $"#/leads/{lead}");
        await PressAsync(one.Page, "Claim");
        await Expect(Button(one.Page, "Release")).ToBeVisibleAsync();
        await using var other = await desk.SitDownAsync(chromium, "en", at: $"#/leads/{lead}");
        await PressAsync(other.Page, "Release");
        await Expect(other.Page.Locator("#act-note")).ToHaveTextAsync("Released.");
        await PressAsync(one.Page, "Release");

        await Expect(one.Page.Locator("#act-note")).ToHaveTextAsync("Nobody holds this lead.");
        await Expect(Button(one.Page, "Claim")).ToBeVisibleAsync();
    }

    private static ILocator Claim(IPage page) => Button(page, "担当する");

    private static Task PressAsync(IPage page, string name) => Button(page, name).PressAsync("Enter");
}
