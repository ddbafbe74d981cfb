using LeadScoring.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static LeadScoring.Tests.Browser.Window;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>What is reported at the console reaches the app as it was meant, and its answer is told.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleReportTests(Chromium chromium, SalesDesk desk)
{
    [Fact]
    public async Task Not_now_asks_for_a_day_and_plans_the_next_contact_on_it()
    {
        var lead = await desk.LeadAsync("yuko@example.jp");
        await using var window = await desk.SitDownAsync(chromium, "en", at: $"#/leads/{lead}");
        var page = window.Page;
        await OpenAsync(page, "Report", "Not now");
        await Button(page, "Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync(); // the day is missing
        await page.GetByLabel("Contact again on").FillAsync("2027-03-01");
        await Button(page, "Save").ClickAsync();

        await Expect(page.Locator("#act-note")).ToContainTextAsync("Next contact: Mon, Mar 1, 2027.");
        await Expect(Button(page, "Report")).ToBeFocusedAsync();
        var told = (await (await desk.BrandAsync()).FindAsync("yuko@example.jp"))["nextContactAt"]!;
        Assert.Equal("2027-03-01T00:00:00Z", (string?)told); // nine in the morning in Tokyo
        Assert.Empty(window.Complaints);
    }

    /// <summary>The app takes the first report, and its answer is held up and then lost.</summary>
    [Fact]
    public async Task Lost_asks_why_and_won_asks_for_the_amount_and_sent_again_it_counts_once()
    {
        var lead = await desk.LeadAsync("hostile@example.jp");
        await using var window = await desk.SitDownAsync(chromium, "en", at: $"#/leads/{lead}");
        var page = window.Page;
        await OpenAsync(page, "Report", "Won");
        await Expect(page.GetByLabel("Amount (JPY)")).ToBeVisibleAsync();
        await page.GetByText("Lost", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Amount (JPY)")).ToBeHiddenAsync();
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("bought elsewhere");
        await page.RouteAsync("**/outcome", async route =>
        {
            await route.FetchAsync();
            await page.Keyboard.PressAsync("Escape"); // closes nothing while it is being sent, however often
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveAccessibleNameAsync($"Report: {SalesDesk.HostileName}");
            await route.AbortAsync();
        }, new() { Times = 1 });
        await Button(page, "Save").ClickAsync();
        await Expect(page.GetByText("The app cannot be reached.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await OpenAsync(page, "Report", "Lost");
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("bought elsewhere");
        await Button(page, "Save").ClickAsync();

        await Expect(page.Locator("#act-note")).ToContainTextAsync("Saved.");
        await Expect(page.Locator(".events li").Filter(new() { HasText = "bought elsewhere" })).ToHaveCountAsync(1);
        await OpenAsync(page, "Report", "Won");
        await page.GetByLabel("Amount (JPY)").FillAsync("3000000");
        await page.GetByLabel("Order number (optional)").FillAsync("order-4711");
        await Button(page, "Save").ClickAsync();
        await Expect(page.Locator(".events")).ToContainTextAsync(["won: JPY 3,000,000"]);
        var (brand, email) = (await desk.BrandAsync(), "hostile@example.jp");
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id = "order-4711", email, product = "car", amount = 3_000_000, currency = "JPY",
                    occurredAt = brand.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
                },
            },
        });
        await brand.SettleAsync();
        Assert.Single((await brand.LoadAsync(email)).Product("car").Purchases.Purchases);
        Assert.Empty(window.Complaints);
        await Button(page, "Report").ClickAsync();
        await page.GoBackAsync();
        await Expect(page.Locator(".leads")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_does_not_want_to_be_called_any_more_has_no_number_at_the_console_from_then_on()
    {
        var lead = await desk.LeadAsync("daisuke@example.jp");
        await using var window = await desk.SitDownAsync(chromium, "en", at: $"#/leads/{lead}");
        var page = window.Page;
        await Expect(page.Locator(".head .tel")).ToHaveAttributeAsync("href", "tel:0312345678");
        await OpenAsync(page, "Log a call", "Declined");
        await page.GetByLabel("Asked not to be called any more").CheckAsync();
        await Button(page, "Save").ClickAsync();

        await Expect(page.Locator("#act-note")).ToContainTextAsync("Saved.");
        await Expect(page.Locator(".head .tel")).ToHaveCountAsync(0);
        await Expect(page.Locator(".reach")).ToContainTextAsync("do not call");
        await Expect(Button(page, "Log a call")).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    private static async Task OpenAsync(IPage page, string act, string choice)
    {
        await Button(page, act).ClickAsync();
        await page.GetByText(choice, new() { Exact = true }).ClickAsync();
    }
}
