using System.Collections.Concurrent;
using System.Text;
using LeadScoring.Tests.Access;
using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>Into the console with the company's account, at a directory on this machine.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleEntraTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private LoopbackDirectory _directory = null!;
    private Brand _brand = null!;

    public async ValueTask InitializeAsync()
    {
        _directory = await LoopbackDirectory.OpenAsync();
        _directory.Person = (Now, ["LeadScoring.Admin"]);
        _brand = await Brand.OpenAsync("2026-11-24T01:00:00Z", null, _directory.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _brand.DisposeAsync();
        await _directory.DisposeAsync();
    }

    [Fact]
    public async Task Who_signs_in_there_works_by_a_token_that_nothing_keeps_and_by_a_key_when_it_has_ended()
    {
        await _brand.EnterAsync("hanako@example.jp");
        await using var window = await chromium.OpenAsync(_brand, "ja");
        var (page, keys) = (window.Page, new ConcurrentQueue<string>());
        page.Request += (_, sent) =>
        {
            if (sent.Url.Contains("/api/leads", StringComparison.Ordinal))
                keys.Enqueue(sent.Headers.GetValueOrDefault("authorization", ""));
        };
        await page.GotoAsync("/api/console#/?minScore=0");
        await window.ShowAsync("console-sign-in-company-ja");
        await page.GetByRole(AriaRole.Button, new() { Name = "会社のアカウントでサインイン" }).ClickAsync();

        await Expect(page.Locator(".who")).ToContainTextAsync("青木 真理");
        await Expect(page.Locator(".leads tbody tr")).ToHaveCountAsync(1);
        Assert.EndsWith("/api/console#/?minScore=0", page.Url, StringComparison.Ordinal);
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Equal("[{},{}]", await page.EvaluateAsync<string>(
            "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"));
        // A link to the outbox would carry no token.
        await Expect(page.Locator("nav a")).ToHaveTextAsync(["リード一覧", "分析", "取り込み"]);
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(
            AriaRole.Button, new() { Name = "CSVをダウンロード" }).ClickAsync());
        Assert.Contains("hanako@example.jp", Encoding.UTF8.GetString(
            await File.ReadAllBytesAsync(await file.PathAsync())), StringComparison.Ordinal);
        Assert.All(keys, key => Assert.StartsWith("Bearer ey", key, StringComparison.Ordinal));
        Assert.Empty(window.Complaints);
        await _brand.AdvanceAsync("PT3H"); // the token ends
        await page.GetByRole(AriaRole.Button, new() { Name = "CSVをダウンロード" }).ClickAsync();
        await page.GetByLabel("アクセスキー").FillAsync(Brand.Key);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".leads tbody tr")).ToHaveCountAsync(1); // a key opens all the same
        await page.GetByRole(AriaRole.Button, new() { Name = "サインアウト" }).ClickAsync();
        await Expect(page.GetByLabel("アクセスキー")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("state", 0)]
    [InlineData("nonce", 1)]
    public async Task An_answer_to_another_question_opens_nothing_and_is_told(string wrong, int redeemed)
    {
        _directory.Wrong = wrong;
        await using var window = await chromium.OpenAsync(_brand, "en");
        var page = window.Page;
        await page.GotoAsync("/api/console");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your company account" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("could not be confirmed");
        Assert.Equal(redeemed, _directory.Redeemed);
        Assert.DoesNotContain("code=", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator(".leads")).ToHaveCountAsync(0);
        _directory.Wrong = null;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your company account" }).ClickAsync();
        await Expect(page.Locator(".who")).ToContainTextAsync("青木 真理");
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_opens_nothing()
    {
        await using var window = await chromium.OpenAsync(_brand, "en");
        await window.Page.GotoAsync("/api/console#code=the-code&state=sent-by-somebody");

        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("could not be confirmed");
        Assert.Equal(0, _directory.Redeemed);
        Assert.EndsWith("#/", window.Page.Url, StringComparison.Ordinal);
    }
}
