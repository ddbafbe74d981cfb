using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>The list: what it shows, how it is narrowed, how it is walked by keyboard and on a phone.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsoleListTests(Chromium chromium, SalesDesk desk)
{
    [Theory]
    [InlineData("ja", 1280)]
    [InlineData("en", 1280)]
    [InlineData("ja", 360)]
    [InlineData("en", 360)]
    public async Task It_shows_the_hottest_first_and_fits_desk_and_phone(string locale, int width)
    {
        await using var window = await desk.SitDownAsync(chromium, locale, width: width);
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", locale);
        await window.ShowAsync($"console-list-{locale}-{width}");

        var scores = await window.Page.Locator(".leads .number").AllInnerTextsAsync();
        Assert.Equal(SalesDesk.People.Length, scores.Count);
        Assert.Equal(scores.Select(int.Parse).OrderDescending(), scores.Select(int.Parse));
        Assert.Equal(0, await window.OverhangAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Filters_act_at_once_stand_in_the_address_and_can_be_cleared()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        var (page, rows) = (window.Page, window.Page.Locator(".leads tbody tr"));
        await page.GetByLabel("Prefecture").FillAsync("Tokyo");
        await Expect(rows).ToHaveCountAsync(SalesDesk.People.Count(person => person.Prefecture == "Tokyo"));
        Assert.EndsWith("#/?region=Tokyo", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(rows).ToHaveCountAsync(SalesDesk.People.Count(person => person.Prefecture == "Tokyo"));
        await page.GetByLabel("Loyal likeness").SelectOptionAsync("80 or more");
        await Expect(rows.Filter(new() { HasText = "Resembles loyal customers (80 or more of 100)" }))
            .ToHaveCountAsync(1);
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByLabel("Score from").FillAsync("95");
        await Expect(page.Locator(".empty h2")).ToHaveTextAsync("No lead fits these filters");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear all filters" }).ClickAsync();

        await Expect(rows).ToHaveCountAsync(SalesDesk.People.Length);
        await Expect(page.GetByLabel("Prefecture")).ToHaveValueAsync("");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_hostile_name_is_text_in_the_list_and_on_its_page()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = SalesDesk.HostileName, Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(SalesDesk.HostileName);
        await Expect(page.Locator("main img")).ToHaveCountAsync(0);
        Assert.StartsWith(SalesDesk.HostileName, await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_keyboard_walks_the_rows_opens_one_comes_back_and_finds_by_address()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        var page = window.Page;
        var second = await page.Locator(".leads tbody .name a").Nth(1).InnerTextAsync();
        foreach (var key in new[] { "j", "j", "k", "j" }) await page.Keyboard.PressAsync(key);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = second, Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(second);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".leads tbody tr")).ToHaveCountAsync(SalesDesk.People.Length);
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#find")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("nobody@example.jp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "no lead" })).ToBeVisibleAsync();
        await page.Locator("#find").FillAsync("emily@example.jp");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Emily Carter");
        await Expect(page.GetByText("Resembles loyal customers (80 or more of 100)")).ToBeVisibleAsync();
        Assert.DoesNotContain("emily", page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_reaction_moves_its_row_up_while_somebody_looks_and_focus_stays_where_it_is()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        var (page, rows) = (window.Page, window.Page.Locator(".leads tbody tr"));
        var name = SalesDesk.People[7].Name;
        await Expect(rows.First).Not.ToContainTextAsync(name);
        await SalesDesk.Row(page, name).GetByRole(AriaRole.Link).First.FocusAsync();
        var brand = await desk.BrandAsync();
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { "quote", "test-drive", "shop-visit", "configurator", "referral" }.Select(type => new
            {
                id = $"up-{type}",
                email = SalesDesk.People[7].Email,
                type,
                product = "car",
                occurredAt = "2026-11-24T00:30:00Z",
            }),
        });
        await brand.AdvanceAsync("PT20S"); // changes are told when they are 15 seconds old
        await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))"); // else within 10 seconds

        await Expect(rows.First).ToContainTextAsync(name);
        await Expect(rows.First.GetByRole(AriaRole.Link).First).ToBeFocusedAsync();
        await Expect(page.Locator("#said")).ToContainTextAsync("changed");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_a_network_the_list_stays_and_says_what_to_do()
    {
        await using var window = await desk.SitDownAsync(chromium, "en");
        var page = window.Page;
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Stage").SelectOptionAsync("ready");
        await Expect(page.GetByText("The app cannot be reached.")).ToBeVisibleAsync();
        await Expect(page.Locator(".leads tbody tr")).ToHaveCountAsync(SalesDesk.People.Length);
        await page.Context.SetOfflineAsync(false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(page.GetByText("The app cannot be reached.")).ToBeHiddenAsync();
        Assert.Empty(window.Complaints);
    }
}
