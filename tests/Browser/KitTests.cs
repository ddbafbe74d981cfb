using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>What lead.js does with a form when people are impatient and the network is bad.</summary>
[Collection(nameof(Chromium))]
public sealed class KitTests(Chromium chromium)
{
    private static readonly Dictionary<string, string> Soon = new() { ["Retry-After"] = "1" };

    private const string Entries = "**/api/campaigns/*/entries";

    [Theory]
    [InlineData("ja", "送信しています…")]
    [InlineData("en", "Sending…")]
    public async Task A_double_click_on_a_slow_network_is_one_entry(string locale, string sending)
    {
        await using var window = await chromium.OpenAsync(locale);
        var (page, posts) = (window.Page, await CountAsync(window.Page, _ => Task.Delay(1500)));
        await FillAsync(page, locale, $"slow-{locale}@example.jp");
        await page.DblClickAsync("#entry-form [type=submit]");
        await Expect(page.Locator("#entry-form [type=submit]")).ToHaveTextAsync(sending);
        await page.Locator("#email").PressAsync("Enter");

        await page.WaitForURLAsync("**/thanks**");
        // A busy machine may answer late and be asked again, under the same id.
        Assert.Single(posts.Select(post => (string)JsonNode.Parse(post)!["entryId"]!).Distinct());
        Assert.Single(await EntriesOfAsync($"slow-{locale}@example.jp"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_lost_answer_and_a_busy_server_are_tried_again_under_the_same_id()
    {
        await using var window = await chromium.OpenAsync("ja");
        var (page, posts) = (window.Page, new ConcurrentQueue<JsonNode>());
        await page.RouteAsync(Entries, async route =>
        {
            posts.Enqueue(JsonNode.Parse(route.Request.PostData!)!);
            if (posts.Count == 1) await LoseAnswerAsync(route);
            else if (posts.Count == 2)
                await route.FulfillAsync(new() { Status = 429, Headers = Soon });
            else await route.ContinueAsync();
        });
        await FillAsync(page, "ja", "lost@example.jp");
        await page.ClickAsync("#entry-form [type=submit]");

        await page.WaitForURLAsync("**/thanks**");
        Assert.Equal(3, posts.Count);
        Assert.Single(posts.Select(post => (string)post["entryId"]!).Distinct());
        var elapsed = posts.Select(post => (int)post["elapsedMs"]!).ToList();
        Assert.True(elapsed[0] >= 1500);
        Assert.Equal(elapsed.Order(), elapsed);
        Assert.Single(await EntriesOfAsync("lost@example.jp"));
    }

    [Fact]
    public async Task When_nothing_helps_the_page_says_so_and_keeps_what_was_typed()
    {
        await using var window = await chromium.OpenAsync("ja");
        await window.Page.RouteAsync(Entries, route => route.AbortAsync());
        await FillAsync(window.Page, "ja", "never@example.jp");
        await window.Page.ClickAsync("#entry-form [type=submit]");

        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(
            "いまは応募を受け付けられませんでした。", new() { Timeout = 30_000 });
        await Expect(window.Page.Locator("#entry-form [type=submit]")).ToBeEnabledAsync();
        await Expect(window.Page.Locator("#email")).ToHaveValueAsync("never@example.jp");
    }

    [Fact]
    public async Task A_reload_in_the_middle_of_sending_and_sending_again_is_one_entry()
    {
        await using var window = await chromium.OpenAsync("en");
        var (page, posts) = (window.Page, new ConcurrentQueue<JsonNode>());
        await page.RouteAsync(Entries, async route =>
        {
            posts.Enqueue(JsonNode.Parse(route.Request.PostData!)!);
            if (posts.Count == 1) await LoseAnswerAsync(route, abort: false); // taken, and never answered
            else await route.ContinueAsync();
        });
        await FillAsync(page, "en", "reload@example.jp");
        await page.ClickAsync("#entry-form [type=submit]");
        await PollAsync(() => Task.FromResult(posts.Count == 1));
        await FillAsync(page, "en", "reload@example.jp");
        await page.ClickAsync("#entry-form [type=submit]");

        await page.WaitForURLAsync("**/thanks**");
        Assert.Single(posts.Select(post => (string)post["entryId"]!).Distinct());
        Assert.Single(await EntriesOfAsync("reload@example.jp"));
    }

    [Fact]
    public async Task Going_back_from_the_thanks_and_sending_again_counts_once()
    {
        await using var window = await chromium.OpenAsync("en");
        var page = window.Page;
        await FillAsync(page, "en", "back@example.jp");
        await page.ClickAsync("#entry-form [type=submit]");
        await page.WaitForURLAsync("**/thanks**");
        await page.GoBackAsync();
        await page.FillAsync("#email", "back@example.jp");
        await page.ClickAsync("#entry-form [type=submit]");
        await page.WaitForURLAsync("**/thanks**");

        var entries = await EntriesOfAsync("back@example.jp");
        Assert.Equal(["counted", "refused: one entry per person"], entries.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(
        "ja", "電話番号の形をご確認ください（例：03-1234-5678）。", "送信できませんでした。印の付いた項目をご確認ください。")]
    [InlineData(
        "en", "Please check the number, for example +81 3 1234 5678.",
        "This could not be sent. Please look at the marked fields.")]
    public async Task Mistakes_stand_beside_their_fields_and_are_read_aloud(
        string locale, string remedy, string summary)
    {
        await using var window = await chromium.OpenAsync(locale, width: 375);
        var page = window.Page;
        await FillAsync(page, locale, "hanako@example");
        await page.FillAsync("#phone", "call me");
        await page.ClickAsync("#entry-form [type=submit]");

        await Expect(page.Locator("#wrong-phone")).ToHaveTextAsync(remedy);
        await Expect(page.Locator("#phone")).ToHaveAttributeAsync("aria-describedby", "wrong-phone");
        await Expect(page.Locator("#phone")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#email")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(summary);
        await window.ShowAsync($"wrong-375-{locale}");
        Assert.Equal(0, await window.OverhangAsync());

        await page.FillAsync("#email", $"mended-{locale}@example.jp");
        await page.FillAsync("#phone", "03-1234-5678");
        await page.ClickAsync("#entry-form [type=submit]");
        await page.WaitForURLAsync("**/thanks**");
    }

    [Fact]
    public async Task The_entry_carries_where_the_visit_came_from_and_no_query_of_any_address()
    {
        await using var window = await chromium.OpenAsync("en");
        var posts = await CountAsync(window.Page, _ => Task.CompletedTask);
        await window.Page.GotoAsync("/api/pages/ja?utm_source=mail&utm_campaign=launch&ref=friend-1&code=secret");
        await FillAsync(window.Page, "en", "source@example.jp");
        await window.Page.CheckAsync("#optIn");
        await window.Page.ClickAsync("#entry-form [type=submit]");
        await window.Page.WaitForURLAsync("**/thanks**");

        var entry = JsonNode.Parse(Assert.Single(posts))!;
        var source = entry["source"]!;
        Assert.Equal(("mail", "launch"), ((string)source["utmSource"]!, (string)source["utmCampaign"]!));
        Assert.EndsWith("/api/pages/en", (string)source["page"]!, StringComparison.Ordinal);
        Assert.Equal(("friend-1", true), ((string)entry["referralCode"]!, (bool)entry["optIn"]!["email"]!));
        Assert.True((int)entry["elapsedMs"]! > 0);
        Assert.Matches("^[0-9a-f]{32}$", (string)entry["visitorId"]!);
        Assert.DoesNotContain("secret", entry.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<ConcurrentQueue<string>> CountAsync(IPage page, Func<IRoute, Task> before)
    {
        var posts = new ConcurrentQueue<string>();
        await page.RouteAsync(Entries, async route =>
        {
            posts.Enqueue(route.Request.PostData!);
            await before(route);
            await route.ContinueAsync();
        });
        return posts;
    }

    /// <summary>The server has it, and the browser never learns so.</summary>
    private static async Task LoseAnswerAsync(IRoute route, bool abort = true)
    {
        await route.FetchAsync();
        if (abort) await route.AbortAsync();
    }

    private static async Task FillAsync(IPage page, string locale, string email)
    {
        await page.GotoAsync($"/api/pages/{locale}");
        await page.FillAsync("#email", email);
        await page.FillAsync("#name", "山田 花子");
    }

    /// <summary>What became of the entries of this address.</summary>
    private async Task<List<string>> EntriesOfAsync(string email)
    {
        await chromium.Brand.SettleAsync();
        return [.. (await chromium.Brand.FindAsync(email))["timeline"]!.AsArray()
            .Where(item => (string)item!["kind"]! == "entry").Select(item => (string)item!["text"]!)];
    }

    internal static async Task PollAsync(Func<Task<bool>> until)
    {
        for (var n = 0; n < 150 && !await until(); n++) await Task.Delay(100);
        Assert.True(await until());
    }
}
