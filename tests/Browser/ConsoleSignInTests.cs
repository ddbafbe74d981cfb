using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>Into the console, out of it, and what is said to whoever does not get in.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleSignInTests(Chromium chromium, SalesDesk desk)
{
    [Theory]
    [InlineData("ja", "アクセスキー", "サインイン", "このキーではサインインできません")]
    [InlineData("en", "Access key", "Sign in", "This key does not open anything")]
    public async Task A_wrong_key_is_told_in_place_and_the_right_one_opens(
        string locale, string field, string button, string wrong)
    {
        await using var window = await chromium.OpenAsync(await desk.BrandAsync(), locale);
        var page = window.Page;
        await page.GotoAsync("/api/console");
        await window.ShowAsync($"console-sign-in-{locale}");
        await page.GetByLabel(field).FillAsync("ls_no_such_key");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(wrong);
        await Expect(page.GetByLabel(field)).ToBeFocusedAsync();
        await page.GetByLabel(field).FillAsync(await desk.KeyAsync());
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".leads tbody tr")).ToHaveCountAsync(SalesDesk.People.Length);
        await Expect(page.Locator(".who")).ToContainTextAsync("aoki");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_key_in_the_address_signs_in_and_is_taken_out_of_it()
    {
        await using var window = await desk.SitDownAsync(chromium, "ja");

        Assert.EndsWith("/api/console#/", window.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("ls_", await window.Page.EvaluateAsync<string>(
            "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_with_a_key_takes_nobodys_place_unasked()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        var (page, dialog) = (window.Page, window.Page.GetByRole(AriaRole.Dialog));
        var key = await desk.KeyAsync("baba");
        await page.EvaluateAsync("to => { location.hash = to }", $"#key={key}"); // in the page that is open,
        await Expect(dialog).ToContainTextAsync("You are signed in as “aoki”");
        Assert.EndsWith("/api/console#/", page.Url, StringComparison.Ordinal);
        await window.ShowAsync("console-replace-en");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".who")).ToContainTextAsync("aoki");
        await page.GotoAsync("/"); // and from elsewhere
        await page.GotoAsync($"/console#key={key}");
        await Expect(dialog).ToContainTextAsync("You are signed in as “aoki”");
        Assert.DoesNotContain("key=", page.Url, StringComparison.Ordinal);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use the key" }).ClickAsync();

        await Expect(page.Locator(".who")).ToContainTextAsync("baba");
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Who_was_signed_out_in_between_is_told_and_goes_on_where_they_were()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        var page = window.Page;
        await page.Context.ClearCookiesAsync();
        await page.GetByLabel("Stage").SelectOptionAsync("aware");
        await Expect(page.Locator(".note")).ToContainTextAsync("You have been signed out.");
        await window.ShowAsync("console-signed-out");
        await page.GetByLabel("Access key").FillAsync(await desk.KeyAsync());
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByLabel("Stage")).ToHaveValueAsync("aware");
        Assert.EndsWith("#/?stage=aware", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signs_out_leaves_nothing_behind()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(window.Page.GetByLabel("Access key")).ToBeFocusedAsync();
        await window.Page.GetByLabel("Access key").FillAsync(await desk.KeyAsync("baba", "ingest"));
        await window.Page.Keyboard.PressAsync("Enter"); // a program's, by mistake
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This key may not see leads.");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(window.Page.GetByLabel("Access key")).ToBeFocusedAsync();
        await window.Page.ReloadAsync();

        await Expect(window.Page.GetByLabel("Access key")).ToBeVisibleAsync();
        await Expect(window.Page.Locator(".leads")).ToHaveCountAsync(0);
        Assert.Empty(await window.Page.Context.CookiesAsync());
    }
}
