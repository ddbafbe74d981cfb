using System.Text.RegularExpressions;
using LeadScoring.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>A person with a browser, from the landing page through the mail to the sales list.</summary>
[Collection(nameof(Chromium))]
public sealed class LandingPageTests(Chromium chromium)
{
    [Theory]
    [InlineData("ja", "登録を完了する", "登録が完了しました")]
    [InlineData("en", "Confirm", "You are registered")]
    public async Task With_script_the_page_shows_what_happens_from_the_entry_to_the_list(
        string locale, string confirm, string done)
    {
        await using var window = await chromium.OpenAsync(locale);
        var (page, email) = (window.Page, $"hanako-{locale}@example.jp");
        await page.GotoAsync($"/api/pages/{locale}?code={Brand.Key}&utm_source=shop");
        await window.ShowAsync($"landing-{locale}");
        await page.FillAsync("#email", email);
        await page.FillAsync("#name", "山田 花子");
        await page.SelectOptionAsync("#prefecture", "Tokyo");
        await page.CheckAsync("#optIn");
        await page.ClickAsync("#entry-form [type=submit]");
        await Expect(page.Locator("#step-entry.done #entry-id")).ToHaveTextAsync(new Regex("^[0-9a-f]{32}$"));

        var outbox = await window.FollowAsync(page.Locator("#outbox"));
        await ReloadUntilAsync(outbox, $"text={email}");
        await window.ShowAsync($"outbox-{locale}", outbox);
        await outbox.Locator("tr", new() { HasText = email }).Locator("a").ClickAsync();
        await window.ShowAsync($"mail-{locale}", outbox);
        await outbox.FrameLocator("iframe").Locator("a[href*='/api/opt-in/']").First.ClickAsync();
        await outbox.WaitForURLAsync("**/api/opt-in/*");
        await window.ShowAsync($"opt-in-{locale}", outbox);
        await outbox.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = confirm, Exact = true })
            .ClickAsync();
        await Expect(outbox.Locator("h1")).ToHaveTextAsync(done);
        await window.ShowAsync($"opt-in-done-{locale}", outbox);

        await page.BringToFrontAsync();
        foreach (var step in new[] { "confirm", "score", "list" })
            await Expect(page.Locator($"#step-{step}")).ToHaveClassAsync("done");
        var before = await ScoreAsync(page);
        await page.ClickAsync("[data-type=test-drive]");
        await Expect(page.Locator("#why li").First).ToContainTextAsync("+44");
        Assert.True(await ScoreAsync(page) > before);
        await page.ClickAsync("[data-advance=P7D]");
        await Expect(page.Locator("#step-mail")).ToHaveClassAsync("done");
        await window.ShowAsync($"journey-{locale}");

        var list = await window.FollowAsync(page.Locator("#list"));
        Assert.Contains($"\"email\":\"{email}\"", await list.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Equal(
            await page.EvaluateAsync<string>("Intl.DateTimeFormat().resolvedOptions().timeZone"),
            (string?)(await chromium.Brand.FindAsync(email))["attributes"]!["timeZone"]!["value"]);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("ja", "ご応募ありがとうございます")]
    [InlineData("en", "Thank you for entering")]
    public async Task Without_script_the_plain_form_is_taken(string locale, string thanks)
    {
        await using var window = await chromium.OpenAsync(locale, script: false);
        var (page, email) = (window.Page, $"plain-{locale}@example.jp");
        await page.GotoAsync($"/api/pages/{locale}");
        await page.FillAsync("#email", email);
        await page.FillAsync("#name", "鈴木 太郎");
        await page.CheckAsync("#optIn");
        await page.ClickAsync("#entry-form [type=submit]");

        await Expect(page.Locator("h1")).ToHaveTextAsync(thanks);
        await window.ShowAsync($"thanks-{locale}");
        await chromium.Brand.SettleAsync();
        await chromium.Brand.ConfirmAsync(
            chromium.Brand.Mails().Single(mail => mail.To.Contains(email, StringComparison.Ordinal)));
        Assert.Equal("鈴木 太郎", (string?)(await chromium.Brand.FindAsync(email))["name"]);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("ja", "入力内容をご確認ください", "メールアドレスの形をご確認ください")]
    [InlineData("en", "Please look at this once more", "Please check the address")]
    public async Task Without_script_a_mistake_is_a_page_with_a_way_back(string locale, string title, string remedy)
    {
        await using var window = await chromium.OpenAsync(locale, script: false);
        await window.Page.GotoAsync($"/api/pages/{locale}");
        await window.Page.FillAsync("#email", "hanako@example");
        await window.Page.ClickAsync("#entry-form [type=submit]");

        await Expect(window.Page.Locator("h1")).ToHaveTextAsync(title);
        await Expect(window.Page.Locator("dd").First).ToContainTextAsync(remedy);
        await window.ShowAsync($"problem-{locale}");
        await window.Page.ClickAsync("#back");
        await Expect(window.Page.Locator("#entry-form")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_way_back_keeps_what_was_typed()
    {
        await using var window = await chromium.OpenAsync("ja");
        await window.Page.GotoAsync("/api/pages/ja");
        // The page's own script would keep the mistake on the page: it does not get to see the form being sent.
        await window.Page.EvaluateAsync(
            "document.getElementById('entry-form')"
            + ".addEventListener('submit', event => event.stopImmediatePropagation(), true)");
        await window.Page.FillAsync("#email", "hanako@example");
        await window.Page.FillAsync("#name", "山田 花子");
        await window.Page.ClickAsync("#entry-form [type=submit]");
        await Expect(window.Page.Locator("#back")).ToBeVisibleAsync();
        await window.Page.ClickAsync("#back");

        await Expect(window.Page.Locator("#name")).ToHaveValueAsync("山田 花子");
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("ja", "メールアドレスの形をご確認ください（例：hanako@example.jp）。")]
    [InlineData("en", "Please check the address, for example hanako@example.jp.")]
    public async Task With_script_a_mistake_stands_under_its_field(string locale, string remedy)
    {
        await using var window = await chromium.OpenAsync(locale);
        await window.Page.GotoAsync($"/api/pages/{locale}");
        await window.Page.FillAsync("#email", "hanako@example");
        await window.Page.ClickAsync("#entry-form [type=submit]");

        await Expect(window.Page.Locator("#wrong-email")).ToHaveTextAsync(remedy);
        await Expect(window.Page.Locator("#email")).ToBeFocusedAsync();
        await Expect(window.Page.Locator("#step-entry")).Not.ToHaveClassAsync("done");
        await window.ShowAsync($"wrong-{locale}");
    }

    [Theory]
    [InlineData("/api/pages/ja")]
    [InlineData("/api/pages/en")]
    [InlineData("/api/pages/ja?campaign=camper-giveaway-2026")]
    [InlineData("/api/pages/en?campaign=camper-giveaway-2026")]
    [InlineData("/api/pages/brochure?locale=ja&campaign=camper-giveaway-2026")]
    [InlineData("/api/pages/thanks?locale=ja&campaign=car-launch-2026")]
    [InlineData("/api/pages/thanks?locale=en&campaign=camper-giveaway-2026")]
    [InlineData("/api/unsubscribe/AAAA")]
    [InlineData("/api/outbox?code=" + Brand.Key)]
    public async Task On_a_telephone_nothing_sticks_out(string path)
    {
        await using var window = await chromium.OpenAsync("ja", width: 375);
        await window.Page.GotoAsync(path);
        await window.ShowAsync("375-" + string.Concat(path.Select(c => char.IsLetterOrDigit(c) ? c : '-')));

        Assert.Equal(0, await window.OverhangAsync());
        Assert.Empty(window.Complaints);
    }

    private static async Task<double> ScoreAsync(Microsoft.Playwright.IPage page) =>
        double.Parse(await page.InnerTextAsync("#score"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The queue works on its own: a person presses reload until the mail is there.</summary>
    private static async Task ReloadUntilAsync(Microsoft.Playwright.IPage page, string selector)
    {
        for (var n = 0; n < 60 && await page.Locator(selector).CountAsync() == 0; n++)
        {
            await page.WaitForTimeoutAsync(500);
            await page.ReloadAsync();
        }
    }
}
