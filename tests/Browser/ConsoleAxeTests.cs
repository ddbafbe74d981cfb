using System.Net.Http.Json;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>Every page and state of the console, wide and on a phone: nothing that shuts anybody out.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleAxeTests(Chromium chromium, SalesDesk desk)
{
    private const string Claimed = """
        {"status":409,"code":"claimed","claimedBy":"baba","claimedByName":"Baba","until":"2026-12-08T01:00:00Z"}
        """;

    private const string WithCompany = """
        {"brand":{"ja":"ミオ","en":"Mio"},"colour":null,"locales":["ja","en"],
         "entra":{"authority":"https://login.example","clientId":"client","scope":"all"}}
        """;

    [Theory]
    [InlineData("ja", 1280)]
    [InlineData("en", 360)]
    public async Task The_list_a_lead_and_the_ways_in_and_out_have_no_violation(string locale, int width)
    {
        Axe.SkipIfMissing();
        var lead = await desk.LeadAsync("hanako@example.jp");
        await using var window = await desk.SitDownAsync(chromium, locale, width: width);
        var (page, found) = (window.Page, new List<string>());
        await desk.ReactAsync("yuko@example.jp", "credit-check-abandoned", $"axe-{width}");
        await SalesDesk.LookAsync(page);
        await Expect(page.Locator(".alerts li").First).ToBeVisibleAsync();
        found.AddRange(await Axe.LookAsync(window, $"list-{width}"));
        await page.GotoAsync("/api/console#/?minScore=95");
        await Expect(page.Locator(".empty h2")).ToBeVisibleAsync();
        found.AddRange(await Axe.LookAsync(window, $"empty-{width}"));
        await page.EvaluateAsync("to => { location.hash = to }", $"#/leads/{lead}");
        await Expect(page.Locator(".falls")).ToBeVisibleAsync();
        await page.Locator("summary").ClickAsync();
        found.AddRange(await Axe.LookAsync(window, $"lead-{width}"));
        await page.Locator("[data-act=claim]").ClickAsync();
        await Expect(page.Locator("#act-note")).ToBeVisibleAsync();
        foreach (var act in new[] { "outcome", "call", "transfer" })
        {
            await page.Locator($"[data-act={act}]").ClickAsync();
            await page.Locator("dialog label").First.ClickAsync();
            found.AddRange(await Axe.LookAsync(window, $"{act}-{width}"));
            await page.Keyboard.PressAsync("Escape");
        }
        await page.RouteAsync("**/claim", route => route.FulfillAsync(new() { Status = 409, Body = Claimed }));
        await page.Locator("[data-act=claim]").ClickAsync();
        await Expect(page.Locator("#act-note.wrong")).ToContainTextAsync("Baba");
        found.AddRange(await Axe.LookAsync(window, $"refused-{width}"));
        await page.EvaluateAsync("to => { location.hash = to }", "#/leads/nobody");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        found.AddRange(await Axe.LookAsync(window, $"nobody-{width}"));
        await page.Context.ClearCookiesAsync();
        await page.RouteAsync("**/console/settings", route => route.FulfillAsync(new() { Body = WithCompany }));
        await page.ReloadAsync();
        await Expect(page.Locator("[type=password]")).ToBeVisibleAsync();
        await Expect(page.Locator(".sign-in .wide")).ToBeVisibleAsync();
        found.AddRange(await Axe.LookAsync(window, $"sign-in-{width}"));

        Offenders.None(found);
    }

    [Theory]
    [InlineData("ja", 1280)]
    [InlineData("en", 360)]
    public async Task Saved_views_and_sharing_out_have_no_violation(string locale, int width)
    {
        Axe.SkipIfMissing();
        var brand = await desk.BrandAsync();
        using var saved = await brand.Http.PutAsJsonAsync(
            "/api/views/axe", new { name = "axe", filters = new { product = "car", maxScore = "90" } });
        Assert.True(saved.IsSuccessStatusCode);
        await using var window = await chromium.OpenAsync(brand, locale, width: width);
        var (page, found) = (window.Page, new List<string>());
        await page.GotoAsync($"/console#key={Brand.Key}");
        await Expect(page.Locator(".leads tbody tr").First).ToBeVisibleAsync();
        if (width < 600) await page.Locator(".toggle").ClickAsync();
        await Expect(page.Locator(".views select")).ToBeVisibleAsync();
        found.AddRange(await Axe.LookAsync(window, $"views-{width}"));
        await page.Locator(".views select").SelectOptionAsync("axe");
        await Expect(page.Locator(".carried li")).ToHaveCountAsync(1);
        if (width < 600) await page.Locator(".toggle").ClickAsync();
        foreach (var (button, state) in new[] { (0, "view-dialog"), (1, "delivery-dialog"), (2, "share-dialog") })
        {
            await page.Locator(".views > button").Nth(button).ClickAsync();
            await Expect(page.Locator("dialog h2")).ToBeVisibleAsync();
            found.AddRange(await Axe.LookAsync(window, $"{state}-{width}"));
            if (button == 2) await page.Locator("dialog .main").ClickAsync();
            else await page.Keyboard.PressAsync("Escape");
        }
        await Expect(page.Locator("dialog dl")).ToBeVisibleAsync();
        found.AddRange(await Axe.LookAsync(window, $"share-plan-{width}"));

        Offenders.None(found);
    }
}
