using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>
/// The page for management over a shop of 320 customers, whose orders came in and were worked out through the doors: it
/// says what the doors say, to everybody who can read, see or not see, on a screen, a phone and on paper.
/// </summary>
[Collection(nameof(Chromium))]
public sealed class InsightsPageTests(Chromium chromium)
{
    private const int Customers = 240;
    private const int Fans = 80;
    private const string Page = "/api/console/insights";
    private static readonly DateTime First = new(2024, 12, 1, 3, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = new(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Management_reads_what_the_doors_say_in_pictures_and_words_wide_narrow_and_on_paper()
    {
        if (!Chromium.IsHere) Assert.Skip("There is no chromium on this machine.");
        Axe.SkipIfMissing();
        await using var brand = await Brand.OpenAsync(
            "2026-11-24T01:00:00Z", null, "--LeadScoring:RequestsPerMinute=100000");
        foreach (var purchases in Orders().Concat(OrdersOfFans()).Chunk(1000))
            await brand.PostAsync("/api/purchases", new { purchases });
        await brand.PostAsync("/api/reactions", new { reactions = Quotes() });
        await brand.SettleAsync();
        var reader = (string)(await brand.PostAsync(
            "/api/keys", new { name = "management", scopes = new[] { "read" } }, 201))["key"]!;

        await using var phone = await OpenAsync(brand, "en", 360, reader);
        await NotMadeYetAsync(phone.Page);
        await brand.RefreshInsightsAsync();

        var found = new List<string>();
        await using (var wide = await OpenAsync(brand, "ja", 1280, Brand.Key))
        {
            await Expect(Window.Button(wide.Page, "集計を更新")).ToBeVisibleAsync();
            await SaysAsync(wide, brand, "ja");
            Assert.Equal("5件 参考値です。", await CellAsync(wide.Page, "参考値です。"));
            Assert.Equal("5件", await CellAsync(wide.Page, null));
            found.AddRange(await Axe.LookAsync(wide, "insights-ja-1280"));
            await TellsOfPeopleAsync(wide.Page);
            await DraftsAsync(wide.Page, brand);
            await OnPaperAsync(wide.Page);
            Assert.Empty(wide.Complaints);
        }
        await phone.Page.ReloadAsync(); // the address names the product line
        await SaysAsync(phone, brand, "en");
        await phone.Page.EvaluateAsync("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        found.AddRange(await Axe.LookAsync(phone, "insights-en-360"));
        Assert.Empty(phone.Complaints);
        Offenders.None(found);
    }

    /// <summary>Before the first run the page says so, and who else can have the figures made.</summary>
    private static async Task NotMadeYetAsync(IPage page)
    {
        await Expect(Part(page, "routes")).ToContainTextAsync("An administrator can have it made");
        await Expect(Window.Button(page, "Make the figures")).ToHaveCountAsync(0);
        await Expect(Window.Button(page, "Print")).ToBeVisibleAsync();
    }

    private static async Task SaysAsync(Window window, Brand brand, string language)
    {
        var (page, query) = (window.Page, $"?product=camper&lang={language}");
        var ltv = (await brand.GetAsync($"/api/insights/ltv{query}"))["report"]!;
        var months = (await brand.GetAsync($"/api/insights/class-moves{query}"))["months"]!.AsArray();
        var loyal = months[^1]!["classes"]!.AsArray().Single(one => (string?)one!["class"] == "loyal")!;
        await Expect(page.Locator("h1")).ToHaveTextAsync(language == "ja" ? "分析" : "Insights");
        await Expect(page.Locator(".top [aria-current]")).ToHaveTextAsync(language == "ja" ? "分析" : "Insights");
        var worth = ltv["newCustomer"]!;
        await Expect(Part(page, "ltvFigure").Locator(".great b, .note")).ToContainTextAsync(
            worth["value"] is { } value ? Whole(value) : (string)worth["note"]!);
        await Expect(Part(page, "loyalFigure").Locator(".great b")).ToHaveTextAsync(Whole(loyal["customers"]!));
        await Expect(Part(page, "loyalFigure")).ToContainTextAsync(
            (Customers + Fans).ToString(CultureInfo.InvariantCulture));
        foreach (var id in new[] { "classes", "second" })
        {
            await Expect(Part(page, id).Locator("svg[role=img][aria-label]").First).ToBeVisibleAsync();
            await Expect(Part(page, id).Locator(".sentence")).ToBeVisibleAsync();
        }
        await Expect(Part(page, "second").Locator(".sentence")).ToContainTextAsync(language == "ja" ? "未確定" : "open");
        await OwesPointsAsync(page, (await brand.GetAsync($"/api/insights/points?lang={language}"))["now"]!);
        await Expect(page.Locator(".part .proof").First).ToBeVisibleAsync();
        await Expect(page.Locator(".part [aria-busy], .part .wrong:not(:empty)")).ToHaveCountAsync(0);
        Assert.DoesNotContain("NaN", await page.Locator("main").InnerHTMLAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("undefined", await page.Locator("main").InnerHTMLAsync(), StringComparison.Ordinal);
    }

    private static async Task OwesPointsAsync(IPage page, JsonNode now)
    {
        Assert.True((long)now["outstanding"]! > 0, now.ToJsonString());
        foreach (var sum in new[] { "outstanding", "holders" })
            await Expect(Part(page, "points").Locator(".sentence")).ToContainTextAsync(Whole(now[sum]!));
        await Expect(Part(page, "points").Locator("svg[role=img][aria-label]")).ToBeVisibleAsync();
        await Part(page, "points").Locator("summary").First.ClickAsync(); // by rule, and the table of the picture
        await Expect(Part(page, "points").Locator("tbody tr").Last).ToContainTextAsync(Whole(now["outstanding"]!));
    }

    /// <summary>What a table says of a figure that is known and may have to be taken with care.</summary>
    private static Task<string> CellAsync(IPage page, string? note) => page.EvaluateAsync<string>(
        """
        async note => {
          const { figureCell } = await import('/api/console/insight-part.js');
          const cell = figureCell({ value: 5, low: null, high: null, n: 5, note }, value => `${value}件`);
          return cell.filter(Boolean).map(one => one.textContent ?? one).join(' ');
        }
        """, note);

    /// <summary>Who is meant stands in lists whose names lead to the lead, and which come as a file.</summary>
    private static async Task TellsOfPeopleAsync(IPage page)
    {
        foreach (var id in new[] { "alike", "risk" })
        {
            await Expect(Part(page, id).Locator("a.lead").First).ToHaveAttributeAsync(
                "href", new Regex("#/leads/[0-9a-f]+\\?product=camper"));
            Assert.Contains("@example.jp", await FileAsync(page, id), StringComparison.Ordinal);
        }
        Assert.Contains("@example.jp", await FileAsync(page, "tracking"), StringComparison.Ordinal);
        Assert.Contains(",見積り依頼,", await FileAsync(page, "touch"), StringComparison.Ordinal);
        Assert.Contains(",first-order,初回購入,", await FileAsync(page, "funnel"), StringComparison.Ordinal);
        Assert.Contains(",shapley,", await FileAsync(page, "credit"), StringComparison.Ordinal);
        Assert.Contains("costPerHotLead", await FileAsync(page, "spend"), StringComparison.Ordinal);
        await Expect(Part(page, "touch").Locator(".rows li").First).ToContainTextAsync("見積り依頼");
    }

    private static async Task<string> FileAsync(IPage page, string id)
    {
        var file = await page.RunAndWaitForDownloadAsync(
            () => Part(page, id).GetByRole(AriaRole.Button, new() { Name = "CSVをダウンロード" }).ClickAsync());
        return await File.ReadAllTextAsync(await file.PathAsync());
    }

    /// <summary>A golden route is drafted by one click; what stands there is a scenario that its door takes.</summary>
    private static async Task DraftsAsync(IPage page, Brand brand)
    {
        await Part(page, "routes").GetByRole(AriaRole.Button, new() { NameRegex = new("^シナリオ案を作る") })
            .First.ClickAsync();
        var scenario = JsonNode.Parse(await page.Locator("dialog .draft").InnerTextAsync())!;
        await page.Keyboard.PressAsync("Escape");
        var path = $"/api/scenarios/{(string)scenario["id"]!}";
        await brand.GetAsync(path, 404); // by the click nothing has come into force
        using var put = await brand.Http.PutAsJsonAsync(path, new { scenario, author = "mori" });
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        var found = (await brand.GetAsync(path)).ToJsonString();
        Assert.Contains("\"holdoutPercent\":20", found, StringComparison.Ordinal);
    }

    /// <summary>On paper stands what is to be read and nothing that is to be pressed.</summary>
    private static async Task OnPaperAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Expect(page.Locator(".top")).ToBeHiddenAsync();
        await Expect(page.Locator("main button").First).ToBeHiddenAsync();
        await Expect(Part(page, "classes").Locator("svg").First).ToBeVisibleAsync();
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>(
            "getComputedStyle(document.querySelector('.part')).backgroundColor"));
    }

    private async Task<Window> OpenAsync(Brand brand, string locale, int width, string key)
    {
        var window = await chromium.OpenAsync(brand, locale, width: width);
        await window.Page.GotoAsync($"{Page}#key={key}");
        await Expect(window.Page.Locator(".part").First).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Combobox).SelectOptionAsync("camper");
        await Expect(window.Page.Locator(".parts .part [aria-busy]")).ToHaveCountAsync(0);
        return window;
    }

    private static ILocator Part(IPage page, string id) => page.Locator($"[data-part={id}]");

    private static string Whole(JsonNode value) =>
        Math.Round((double)value, MidpointRounding.AwayFromZero).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Some buy often and some seldom, some for more, and after any order some stay away.</summary>
    private static IEnumerable<object> Orders()
    {
        var chance = new Random(8);
        for (var customer = 0; customer < Customers; customer++)
        {
            var day = First.AddDays(chance.Next(400));
            var (pace, leaves) = (60 / Times(chance, 1), 1 - Math.Sqrt(chance.NextDouble()));
            var price = 400_000 / Times(chance, 4);
            for (var n = 0; day < Last; n++)
            {
                yield return new
                {
                    id = $"order-{customer}-{n}",
                    email = $"customer-{customer}@example.jp",
                    occurredAt = day,
                    product = "camper",
                    amount = Math.Ceiling(price * Times(chance, 2)),
                    currency = "JPY",
                };
                if (n > 0 && chance.NextDouble() < leaves) break;
                day = day.AddDays(1 + pace * Times(chance, 1));
            }
        }
    }

    /// <summary>Four orders within three months, and much more later: a way to loyalty that can be found.</summary>
    private static IEnumerable<object> OrdersOfFans() =>
        from fan in Enumerable.Range(0, Fans)
        from n in Enumerable.Range(0, 7)
        select new
        {
            id = $"fan-{fan}-{n}", email = $"fan-{fan}@example.jp", product = "camper", currency = "JPY",
            amount = n < 4 ? 100_000 : 600_000,
            occurredAt = First.AddDays(fan + (n < 4 ? 25 * n : 70 * n)),
        };

    /// <summary>Half of the fans asked for a quote before they bought, and some who never did.</summary>
    private static IEnumerable<object> Quotes() =>
        from person in Enumerable.Range(0, Fans)
        select new
        {
            id = $"quote-{person}", email = $"{(person % 2 == 0 ? "fan" : "looker")}-{person}@example.jp",
            type = "quote", product = "camper", occurredAt = First.AddDays(person - 10),
        };

    /// <summary>The sum of so many exponential times, of mean 1 each.</summary>
    private static double Times(Random chance, int n) =>
        Enumerable.Range(0, n).Sum(_ => -Math.Log(1 - chance.NextDouble()));
}
