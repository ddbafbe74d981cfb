using Microsoft.Playwright;
using static LeadScoring.Tests.Browser.Window;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>A salesperson's morning, from the key to the moved list.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleMorningTests(Chromium chromium, SalesDesk desk)
{
    [Theory]
    [InlineData("ja", "担当する", "結果を報告", "来店予約", "登録する", "登録しました。", "担当")]
    [InlineData("en", "Claim", "Report", "Visit booked", "Save", "Saved.", "Owner")]
    public async Task Filter_open_the_top_lead_understand_claim_report_and_see_the_list_move(
        string locale, string claim, string report, string visit, string save, string saved, string owner)
    {
        var (top, second) = ($"奈良 一郎 {locale}", $"奈良 二郎 {locale}");
        await using var window = await desk.SitDownAsync(chromium, locale);
        var (page, rows) = (window.Page, window.Page.Locator(".leads tbody tr"));
        await page.Locator("[name=region]").FillAsync($"Nara-{locale}");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync(top);
        await Expect(rows.First.Locator(".why li").First).ToBeVisibleAsync();
        await rows.Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync(second);
        await Expect(page.Locator(".falls tbody tr")).Not.ToHaveCountAsync(0);
        await Button(page, claim).ClickAsync();
        await Expect(page.Locator(".held")).ToContainTextAsync("青木 真理");
        await Button(page, report).ClickAsync();
        await page.GetByText(visit, new() { Exact = true }).ClickAsync();
        await window.ShowAsync($"console-report-{locale}");
        await Button(page, save).ClickAsync();
        await Expect(page.Locator("#act-note")).ToContainTextAsync(saved);
        await window.ShowAsync($"console-reported-{locale}");
        await page.Keyboard.PressAsync("Escape");

        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync(second);
        await Expect(rows.First).ToContainTextAsync("青木 真理");
        await page.GetByLabel(owner, new() { Exact = true }).SelectOptionAsync("me");
        await Expect(rows).ToHaveCountAsync(1);
        Assert.Empty(window.Complaints);
    }
}
