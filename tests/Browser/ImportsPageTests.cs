using System.Text;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;
using static LeadScoring.Tests.Browser.Window;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>
/// A file of orders as a Japanese spreadsheet saves it, with several lines for an order and one mistake: looked at,
/// corrected, tried, brought in and taken back, all at the page.
/// </summary>
[Collection(nameof(Chromium))]
public sealed class ImportsPageTests(Chromium chromium)
{
    private const string Orders = """
        メールアドレス,注文番号,注文日,合計金額,商品コード,数量,備考
        hanako@example.jp,A-1,2026/3/5,"¥1,200",ドア,1,早め
        hanako@example.jp,A-1,2026/3/5,"¥1,200",ホイール,2,
        taro@example.jp,A-2,2026/3/6,八百,ドア,1,
        jiro@example.jp,A-3,2026/3/7,500,ランプ,1,
        """;

    [Fact]
    public async Task A_file_is_chosen_corrected_tried_brought_in_and_taken_back()
    {
        if (!Chromium.IsHere) Assert.Skip("There is no chromium on this machine.");
        Axe.SkipIfMissing();
        await using var brand = await Brand.OpenAsync(
            "2026-11-24T01:00:00Z", null, "--LeadScoring:RequestsPerMinute=100000");
        await using var window = await chromium.OpenAsync(brand, "ja", width: 1280);
        var (page, found) = (window.Page, new List<string>());
        await page.GotoAsync($"/api/console/imports#key={Brand.Key}");
        await Expect(page.Locator("main")).ToContainTextAsync("まだ取り込みはありません");
        await page.GetByRole(AriaRole.Link, new() { Name = "新しい取り込み" }).ClickAsync();

        // What is no CSV file is told at once.
        await ChooseAsync(page, "注文.xlsx", [(byte)'P', (byte)'K', 3, 4, 0]);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("CSV形式で保存してください");
        await ChooseAsync(page, "注文.csv", CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(Orders));
        await Expect(Column(page, "注文番号").GetByLabel("取り込む項目")).ToHaveValueAsync("id");
        await Expect(Column(page, "商品コード")).ToContainTextAsync("ドア、ホイール");
        await page.GetByLabel("商品", new() { Exact = true }).SelectOptionAsync("car");
        found.AddRange(await Axe.LookAsync(window, "imports-form-ja-1280"));
        await Column(page, "メールアドレス").GetByLabel("取り込む項目").SelectOptionAsync("");
        await Button(page, "内容を確認する").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("メールアドレスか顧客番号");
        await Column(page, "メールアドレス").GetByLabel("取り込む項目").SelectOptionAsync("email");
        await Button(page, "内容を確認する").ClickAsync();

        await SettledAsync(brand, page, "確認済み", "3", "1");
        await Expect(Part(page, "errors")).ToContainTextAsync("金額：数値として読めません。");
        await Expect(Part(page, "preview")).ToContainTextAsync("ホイール");
        await page.GetByRole(AriaRole.Link, new() { Name = "列の割り当てを直す" }).ClickAsync();
        await Column(page, "合計金額").GetByLabel("同じ注文番号").SelectOptionAsync("order");
        await Button(page, "内容を確認する").ClickAsync();
        await SettledAsync(brand, page, "確認済み", "3", "1");
        var saved = await page.RunAndWaitForDownloadAsync(() => Button(page, "エラー一覧をCSVで保存").ClickAsync());
        Assert.Contains("4,", await File.ReadAllTextAsync((await saved.PathAsync())!), StringComparison.Ordinal);
        await Button(page, "取り込む").ClickAsync();

        await SettledAsync(brand, page, "取り込み済み", "3", "1");
        found.AddRange(await Axe.LookAsync(window, "imports-done-ja-1280"));
        Assert.Single((await brand.GetAsync("/api/imports"))["imports"]!.AsArray()); // the first try is gone
        var hanako = await brand.LoadAsync("hanako@example.jp");
        Assert.Equal(1200, Assert.Single(hanako.Product("car").Purchases.Purchases).Amount);
        await OnPhoneAsync(brand, found);

        await Button(page, "取り込みを取り消す").ClickAsync();
        await Button(page, "キャンセル").ClickAsync();
        await Expect(Button(page, "取り込みを取り消す")).ToBeFocusedAsync();
        await Button(page, "取り込みを取り消す").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("取り込みを取り消す", new() { Exact = true }).ClickAsync();
        await SettledAsync(brand, page, "取り消し済み", "3", "1");
        await brand.PostAsync("/api/leads/find", new { email = "hanako@example.jp" }, 404);
        Assert.Empty(window.Complaints);
        Offenders.None(found);
    }

    private async Task OnPhoneAsync(Brand brand, List<string> found)
    {
        await using var phone = await chromium.OpenAsync(brand, "en", width: 360);
        await phone.Page.GotoAsync($"/api/console/imports#key={Brand.Key}");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "注文.csv" }).ClickAsync();
        await Expect(phone.Page.Locator(".far")).ToContainTextAsync("Imported 100 %, 4 lines, 1 with errors");
        found.AddRange(await Axe.LookAsync(phone, "imports-done-en-360"));
        await phone.Page.EvaluateAsync("location.hash = '#/imports?new=1'");
        await ChooseAsync(phone.Page, "注文.csv", Encoding.UTF8.GetBytes(Orders));
        await Expect(Column(phone.Page, "合計金額")).ToBeVisibleAsync();
        found.AddRange(await Axe.LookAsync(phone, "imports-form-en-360"));
        Assert.Empty(phone.Complaints);
    }

    /// <summary>The app works it off, and the page says so by itself.</summary>
    private static async Task SettledAsync(Brand brand, IPage page, string state, string added, string wrong)
    {
        await Expect(page.Locator(".far")).ToBeVisibleAsync();
        await brand.SettleAsync();
        await Expect(page.Locator(".far")).ToContainTextAsync(state);
        await Expect(page.Locator("[data-count=accepted] dd")).ToHaveTextAsync(added);
        await Expect(page.Locator("[data-count=rejected] dd")).ToHaveTextAsync(wrong);
    }

    private static Task ChooseAsync(IPage page, string name, byte[] bytes) =>
        page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = "text/csv", Buffer = bytes });

    private static ILocator Column(IPage page, string name) =>
        page.Locator(".fileColumns li").Filter(new() { Has = page.Locator($"b:text-is('{name}')") });

    private static ILocator Part(IPage page, string id) => page.Locator($"[data-part={id}]");
}
