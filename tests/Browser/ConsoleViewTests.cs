using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;
using static LeadScoring.Tests.Browser.Window;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>Views: saved by one, opened by another, whatever they ask for, and delivered.</summary>
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
        Assert.Contains("#/?minScore=10&region=Tokyo&view=", baba.Page.Url, StringComparison.Ordinal);
        Assert.Empty(aoki.Complaints);
        Assert.Empty(baba.Complaints);
    }

    [Fact]
    public async Task What_a_view_asks_for_beyond_the_fields_narrows_the_list_and_is_saved_again()
    {
        var filters = new JsonObject
        {
            ["product"] = "car", ["minScore"] = "3", ["maxScore"] = "60.5", ["claimed"] = "no",
            ["owner"] = "endo", ["changedSince"] = "2026-11-01T00:00:00Z", ["reactedSince"] = "2026-11-02T00:00:00Z",
            ["contactBefore"] = "2027-01-01T00:00:00Z", ["interestedIn"] = "camper", ["minInterest"] = "20",
            ["attribute.prefecture"] = "Tokyo",
        };
        var brand = await desk.BrandAsync();
        using var kept = await brand.Http.PutAsJsonAsync("/api/views/all", new { name = "all of it", filters });
        Assert.True(kept.IsSuccessStatusCode);
        await using var window = await desk.SitDownAsync(chromium, "ja");
        var (page, chips) = (window.Page, window.Page.Locator(".carried li"));
        var asked = await page.RunAndWaitForRequestAsync(
            () => page.GetByLabel("保存した条件").SelectOptionAsync("all of it"),
            request => request.Url.Contains("/api/leads?", StringComparison.Ordinal));
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(asked.Url).Query);

        Assert.All(filters, one => Assert.Equal((string?)one.Value, query[one.Key]));
        Assert.Equal(
            ["curve", "lang", "top"], query.AllKeys.Except(filters.Select(one => one.Key)).Order());
        await Expect(chips).ToHaveTextAsync([
            "スコア60.5以下×", "担当なし×", "「タビ・キャンパー」にも関心あり（スコア20以上）×", "2026年11月1日(日) 09:00以降に更新×",
            "2026年11月2日(月) 09:00以降に反応×", "次回連絡が2027年1月1日(金) 09:00より前×",
        ], new() { UseInnerText = false });
        await window.ShowAsync("console-carried-ja");
        await Button(page, "この条件を保存").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("名前").FillAsync("saved again");
        await Button(page, "登録する").ClickAsync();
        await Expect(page.GetByLabel("保存した条件")).ToContainTextAsync("saved again");
        var saved = await brand.GetAsync("/api/views/all");
        Assert.Equal("saved again", (string?)saved["name"]);
        Assert.True(JsonNode.DeepEquals(filters, saved["filters"]), saved["filters"]!.ToJsonString());
        await chips.Nth(2).GetByRole(AriaRole.Button).PressAsync("Enter");
        await Expect(chips).ToHaveCountAsync(5);
        await Expect(chips.Nth(2).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await Expect(page.Locator(".views .told")).ToContainTextAsync("未保存");
        Assert.DoesNotContain("Interest", page.Url, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("maxScore=60.5", page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task An_admin_plans_a_delivery_is_told_at_the_field_what_is_wrong_and_ends_it()
    {
        var brand = await desk.BrandAsync();
        using var kept = await brand.Http.PutAsJsonAsync("/api/views/sent", new { name = "毎朝", filters = new { } });
        Assert.True(kept.IsSuccessStatusCode);
        await using var window = await chromium.OpenAsync(brand, "ja");
        var (page, dialog) = (window.Page, window.Page.GetByRole(AriaRole.Dialog));
        await page.GotoAsync($"/console#key={Brand.Key}");
        await page.GetByLabel("保存した条件").SelectOptionAsync("毎朝");
        await Button(page, "定期配信").ClickAsync();
        await dialog.GetByLabel("宛先のメールアドレス").FillAsync("nobody");
        await Button(page, "登録する").ClickAsync();
        await Expect(dialog.GetByLabel("宛先のメールアドレス")).ToBeFocusedAsync();
        await Expect(dialog.Locator("small.wrong")).ToContainTextAsync("メールアドレスの形をご確認ください");
        await window.ShowAsync("console-delivery-wrong-ja");
        await dialog.GetByLabel("時刻").FillAsync("07:30");
        await dialog.GetByLabel("宛先のメールアドレス").FillAsync("sales@example.jp");
        await Button(page, "登録する").ClickAsync();
        await Expect(page.Locator(".delivery")).ToContainTextAsync("平日（月～金） 07:30、sales@example.jp宛（CSV）");
        var plan = (await brand.GetAsync("/api/views/sent"))["delivery"]!;
        Assert.Equal("30 7 * * MON-FRI", (string?)plan["at"]);
        Assert.Equal(("mail:sales@example.jp", "ja"), ((string?)plan["to"], (string?)plan["lang"]));

        await Button(page, "定期配信").ClickAsync();
        using var other = await brand.Http.PutAsJsonAsync("/api/views/sent", new { name = "変更", filters = new { } });
        await Button(page, "定期配信を終了する").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("ほかの人が変更しました");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByLabel("保存した条件")).ToContainTextAsync("変更");
        await Button(page, "定期配信").ClickAsync();
        await Button(page, "定期配信を終了する").ClickAsync();
        await Expect(page.Locator(".delivery")).ToHaveCountAsync(0);
        Assert.Null((await brand.GetAsync("/api/views/sent"))["delivery"]);
        Assert.Empty(window.Complaints);
    }

    /// <summary>What can be chosen by name is, and what cannot is left as it stands.</summary>
    [Fact]
    public async Task Schedules_are_told_by_name_and_kept_as_they_were()
    {
        string[] named = ["30 7 * * MON-FRI", "0 8 * * *", "5 23 * * SUN", "59 0 1 * *", "0 12 * * WED"];
        string[] others =
            ["0 8-18 * * *", "*/5 8 * * *", "0 8 1 1 *", "0 8 1 * MON", "0 8 15 * *", "0 8 * * MON,FRI", "x"];
        await using var window = await desk.SitDownAsync(chromium, "en");
        var told = await window.Page.EvaluateAsync<string[]>("""
            async all => {
              const { cronOf, scheduleOf, scheduleText } = await import('/api/console/schedule.js');
              return all.map(at => {
                const { often, time } = scheduleOf(at);
                return often === 'cron' ? scheduleText(at) : cronOf(often, time);
              });
            }
            """, named.Concat(others).Append("0 8 * * 1-5").Append("0 8 * * 0"));

        Assert.Equal(
            [.. named, .. others.Select(at => $"cron {at}"), "0 8 * * MON-FRI", "0 8 * * SUN"], told);
        Assert.Empty(window.Complaints);
    }
}
