using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>A lead's page: it explains the score, tells the story, and fits.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleLeadTests(Chromium chromium, SalesDesk desk)
{
    [Theory]
    [InlineData("ja", 1280, "スコアの理由")]
    [InlineData("en", 360, "Why this score")]
    public async Task The_bars_add_up_to_the_points_and_the_page_fits(string locale, int width, string heading)
    {
        var lead = await desk.LeadAsync("misaki@example.jp");
        await using var window = await desk.SitDownAsync(chromium, locale, width: width, at: $"#/leads/{lead}");
        var why = window.Page.GetByRole(AriaRole.Region, new() { Name = heading });
        await Expect(why).ToBeVisibleAsync();
        await window.ShowAsync($"console-lead-{locale}-{width}");

        var parts = await why.Locator(".falls tbody .points").AllInnerTextsAsync();
        var sum = Tenths(await why.Locator(".falls tfoot .points").InnerTextAsync());
        Assert.True(parts.Count >= 6);
        Assert.InRange(parts.Sum(Tenths), sum - (0.05 * parts.Count) - 0.05, sum + (0.05 * parts.Count) + 0.05);
        var ends = await window.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll('.falls .fall > span')].map(bar => bar.getBoundingClientRect())
              .flatMap(bar => [bar.left, bar.right])
            """);
        Assert.Equal(ends[^2], ends[0], 1d); // the first begins where the sum begins,
        for (var n = 2; n < ends.Length - 2; n += 2) // each other one where the one before ends,
            Assert.InRange(ends[n] - ends[n - 1], -4, 4);
        Assert.InRange(ends[^1] - ends[^3], -4, 4); // and the last ends with the sum
        Assert.Equal(0, await window.OverhangAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_timeline_can_be_narrowed_to_one_kind()
    {
        var lead = await desk.LeadAsync("naoki@example.jp");
        await using var window = await desk.SitDownAsync(chromium, "en", at: $"#/leads/{lead}");
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Entries" }).ClickAsync();

        await Expect(page.Locator(".events li")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Entries" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "All", Exact = true }).ClickAsync();
        Assert.True(await page.Locator(".events li").CountAsync() > 4);
    }

    [Fact]
    public async Task Of_a_lead_that_is_not_there_the_page_says_so()
    {
        await using var window = await desk.SitDownAsync(
            chromium, "en", at: "#/leads/00000000000000000000000000000000");

        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no such lead");
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_language_changes_on_the_page_and_is_kept()
    {
        var lead = await desk.LeadAsync("yuko@example.jp");
        await using var window = await desk.SitDownAsync(chromium, "ja", at: $"#/leads/{lead}");
        var page = window.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "スコアの理由" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Why this score" })).ToBeVisibleAsync();
        await page.ReloadAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Why this score" })).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    private static double Tenths(string text) =>
        double.Parse(text.Replace("+", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
