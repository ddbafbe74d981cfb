using System.Text;
using System.Text.RegularExpressions;
using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;
using static LeadScoring.Tests.Browser.Window;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>What else stands around the list: alerts, downloads, further pages, the outbox, sharing out.</summary>
[Collection(nameof(Chromium))]
public sealed partial class ConsoleDeskTests(Chromium chromium, SalesDesk desk)
{
    [Fact]
    public async Task Who_takes_care_of_an_alert_takes_it_from_the_strip()
    {
        var brand = await desk.BrandAsync();
        await using var window = await desk.SitDownAsync(chromium, "en");
        await desk.ReactAsync("daisuke@example.jp", "credit-check-abandoned", "stop");
        await SalesDesk.LookAsync(window.Page);
        var alert = window.Page.Locator(".alerts li").Filter(new() { HasText = "伊藤 大輔" });
        await Expect(alert).ToContainTextAsync("Credit check abandoned");
        await window.ShowAsync("console-alerts-en");
        await alert.GetByRole(AriaRole.Button, new() { Name = "I take care" }).ClickAsync();

        await Expect(alert).ToHaveCountAsync(0);
        var told = (await brand.GetAsync("/api/insights/alerts?top=100"))["alerts"]!.AsArray()
            .Single(one => (string?)one!["name"] == "伊藤 大輔" && (string?)one["kind"] == "reaction")!;
        Assert.Equal("aoki", (string?)told["acknowledgedBy"]);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_lead_is_handed_over_to_somebody_else()
    {
        var lead = await desk.LeadAsync("naoki@example.jp");
        await using var window = await desk.SitDownAsync(chromium, "ja", at: $"#/leads/{lead}");
        var page = window.Page;
        await Button(page, "担当する").ClickAsync();
        await Button(page, "引き継ぐ").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("引き継ぎ先").SelectOptionAsync("baba");
        await dialog.GetByLabel("メモ").FillAsync("神奈川へ転居予定");
        await window.ShowAsync("console-transfer-ja");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "引き継ぐ" }).ClickAsync();

        await Expect(page.Locator("#act-note")).ToHaveTextAsync("馬場 健さんに引き継ぎました。");
        await Expect(page.Locator(".held")).ToContainTextAsync("馬場 健さんが");
        await Expect(Button(page, "担当する")).ToHaveCountAsync(0);
        await Expect(Button(page, "引き継ぐ")).ToHaveCountAsync(0);
        var found = await (await desk.BrandAsync()).FindAsync("naoki@example.jp");
        Assert.Equal("baba", (string?)found["claim"]!["owner"]);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_file_holds_the_list_as_it_is_narrowed()
    {
        await using var window = await desk.SitDownAsync(chromium, "ja", at: "#/?region=Kanagawa");
        await Expect(window.Page.Locator(".leads tbody tr")).ToHaveCountAsync(1);
        var file = await window.Page.RunAndWaitForDownloadAsync(
            () => Button(window.Page, "CSVをダウンロード").ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await file.PathAsync());

        Assert.Matches(@"^leads-\d{8}-\d{4}\.csv$", file.SuggestedFilename);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("佐藤 健一", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("山田 花子", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    /// <summary>
    /// Pages of two: five of them are asked for at once, the rest is behind the button. A file has all of them.
    /// </summary>
    [Fact]
    public async Task Short_pages_are_put_together_and_the_rest_comes_when_asked_for_and_stays()
    {
        await using var window = await chromium.OpenAsync(await desk.BrandAsync(), "en");
        var (page, rows) = (window.Page, window.Page.Locator(".leads tbody tr"));
        var isAway = false;
        await page.RouteAsync(new Regex(@"/api/leads\?"), route => isAway ? route.AbortAsync() : route.ContinueAsync(
            new() { Url = Top().Replace(route.Request.Url, "") + "&top=2" }));
        await page.GotoAsync($"/console#key={await desk.KeyAsync()}");
        await Expect(rows).ToHaveCountAsync(10);
        await page.GetByLabel("Reacted", new() { Exact = true }).SelectOptionAsync("30"); // since a time that moves on
        await Expect(page).ToHaveURLAsync(new Regex("reacted=30$"));
        await Expect(rows).ToHaveCountAsync(10);
        await Expect(page.Locator(".count")).ToContainTextAsync("The top 10");
        var file = await page.RunAndWaitForDownloadAsync(() => Button(page, "Download CSV").ClickAsync());
        var lines = (await File.ReadAllTextAsync(await file.PathAsync())).Split("\r\n");
        Assert.Equal(SalesDesk.People.Length, lines[1..^1].Select(line => line.Split(',')[0]).Distinct().Count());
        Assert.Equal((SalesDesk.People.Length + 2, ""), (lines.Length, lines[^1]));
        await Expect(page.GetByText("in your downloads: 12 rows.")).ToBeVisibleAsync();
        await window.ShowAsync("console-csv-en");
        isAway = true;
        await desk.ReactAsync("hanako@example.jp", "page-view", "more-1");
        await SalesDesk.LookAsync(page);
        await Expect(page.Locator(".note")).ToContainTextAsync("cannot be reached");
        isAway = false;
        await Button(page, "Show more").ClickAsync(); // of the list that is shown

        await Expect(rows).ToHaveCountAsync(SalesDesk.People.Length);
        await Expect(Button(page, "Show more")).ToBeHiddenAsync();
        await Expect(rows.Nth(10).Locator(".name a")).ToBeFocusedAsync();
        await Expect(page.Locator(".note")).ToBeHiddenAsync();
        await desk.ReactAsync("hanako@example.jp", "page-view", "more-2");
        await SalesDesk.LookAsync(page);
        await Expect(page.Locator("#said")).ToContainTextAsync("changed");
        await Expect(rows.Nth(10).Locator(".name a")).ToBeFocusedAsync();
        Assert.Equal(SalesDesk.People.Length, (await rows.Locator(".name a").AllInnerTextsAsync()).Distinct().Count());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task An_admin_opens_the_outbox_and_a_salesperson_has_no_link_to_it()
    {
        await using var admin = await AdminAsync(await desk.BrandAsync(), "en");
        var outbox = await admin.FollowAsync(admin.Page.GetByRole(AriaRole.Link, new() { Name = "Outbox" }));
        await Expect(outbox.GetByText("hanako@example.jp").First).ToBeVisibleAsync();
        await using var aoki = await desk.SitDownAsync(chromium, "en");

        await Expect(aoki.Page.GetByRole(AriaRole.Link, new() { Name = "Outbox" })).ToHaveCountAsync(0);
        await Expect(Button(aoki.Page, "Share out leads")).ToHaveCountAsync(0);
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Leads_are_shared_out_only_after_the_plan_was_seen()
    {
        Assert.SkipUnless(Chromium.IsHere, "There is no chromium on this machine.");
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z"); // others count on who holds what
        foreach (var name in new[] { "one", "two", "three" }) await brand.EnterAsync($"{name}@example.jp");
        await using var window = await AdminAsync(brand, "ja");
        var (page, dialog) = (window.Page, window.Page.GetByRole(AriaRole.Dialog));
        await Button(page, "担当を割り振る").ClickAsync();
        await dialog.GetByLabel("最大件数").FillAsync("2");
        await window.ShowAsync("console-share-ja");
        await Button(page, "割り振り案を見る").ClickAsync();
        await Expect(dialog.Locator("dd").First).ToContainTextAsync("件（担当数：");
        await window.ShowAsync("console-share-plan-ja");
        var before = await HeldAsync();
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(before, await HeldAsync());
        await Button(page, "担当を割り振る").ClickAsync();
        await dialog.GetByLabel("最大件数").FillAsync("2");
        await Button(page, "割り振り案を見る").ClickAsync();
        await Button(page, "この内容で割り振る").ClickAsync();

        await Expect(page.Locator(".note")).ToHaveTextAsync("2件を割り振りました。");
        Assert.Equal(before + 2, await HeldAsync());
        Assert.Empty(window.Complaints);

        async Task<int> HeldAsync() => (await brand.GetAsync("/api/owners"))["owners"]!.AsArray()
            .Sum(owner => (int)owner!["held"]!);
    }

    private async Task<Window> AdminAsync(Brand brand, string locale)
    {
        var window = await chromium.OpenAsync(brand, locale);
        await window.Page.GotoAsync($"/console#key={Brand.Key}");
        await Expect(window.Page.Locator(".leads tbody tr").First).ToBeVisibleAsync();
        return window;
    }

    [GeneratedRegex(@"&top=\d+")]
    private static partial Regex Top();
}
