using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>Views: saved by one, opened by another.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleViewTests(Chromium chromium, SalesDesk desk)
{
    [Fact]
    public async Task A_view_that_one_saves_another_opens()
    {
        await using var aoki = await desk.SitDownAsync(chromium, "en", "aoki", at: "#/?region=Tokyo&minScore=10");
        await Expect(aoki.Page.GetByLabel("Prefecture")).ToHaveValueAsync("Tokyo");
        await Button(aoki.Page, "Save this view").ClickAsync();
        await aoki.Page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Tokyo <b>hot</b>");
        await Button(aoki.Page, "Save").ClickAsync();
        await Expect(aoki.Page.GetByLabel("Saved views")).ToContainTextAsync("Tokyo <b>hot</b>");
        await using var baba = await desk.SitDownAsync(chromium, "en", "baba");
        await baba.Page.GetByLabel("Saved views").SelectOptionAsync("Tokyo <b>hot</b>");

        await Expect(baba.Page.GetByLabel("Prefecture")).ToHaveValueAsync("Tokyo");
        await Expect(baba.Page.GetByLabel("Score from")).ToHaveValueAsync("10");
        Assert.EndsWith("#/?minScore=10&region=Tokyo", baba.Page.Url, StringComparison.Ordinal);
        Assert.Empty(aoki.Complaints);
        Assert.Empty(baba.Complaints);
    }

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
