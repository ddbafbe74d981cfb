using LeadScoring.Mail;
using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>The pages behind a mail's links, without script, on a phone, by keyboard and by name.</summary>
[Collection(nameof(Chromium))]
public sealed class ConsentPagesTests(Chromium chromium)
{
    [Theory]
    [InlineData("ja", "変更を保存する", "変更を保存しました", "配信を停止する", "間違えたので元に戻す", "元に戻しました")]
    [InlineData("en", "Save", "Saved.", "Stop all mails", "That was a mistake", "Taken back")]
    public async Task A_person_chooses_stops_and_takes_it_back_with_the_keyboard_alone(
        string locale, string save, string saved, string stop, string undo, string undone)
    {
        await using var window = await chromium.OpenAsync(locale, script: false, width: 375);
        var (page, mail) = (window.Page, await MailAsync($"chooser-{locale}@example.jp", locale));
        await page.GotoAsync(Brand.Link(mail, "preferences"));
        Assert.Equal(0, await window.OverhangAsync());
        await window.ShowAsync($"preferences-{locale}");
        await Expect(page.GetByRole(AriaRole.Group)).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Checkbox).First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByRole(AriaRole.Radio).First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GetByRole(AriaRole.Button, new() { Name = save }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(saved);
        await Expect(page.GetByRole(AriaRole.Checkbox).First).Not.ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Radio).Nth(1)).ToBeCheckedAsync();
        await window.ShowAsync($"preferences-saved-{locale}");
        await PressAsync(page, stop);
        await window.ShowAsync($"unsubscribe-done-{locale}");
        Assert.Equal(0, await window.OverhangAsync());
        await PressAsync(page, undo);
        await Expect(page.Locator("h1")).ToContainTextAsync(undone);
        await window.ShowAsync($"undo-done-{locale}");
        Assert.Equal(0, await window.OverhangAsync());
    }

    [Fact]
    public async Task Every_control_of_the_preference_centre_has_a_name_and_every_group_a_legend()
    {
        await using var window = await chromium.OpenAsync("en", width: 375);
        await window.Page.GotoAsync(Brand.Link(await MailAsync("names@example.jp", "en"), "preferences"));

        var nameless = await window.Page.EvaluateAsync<int>(
            """
            () => {
              const named = (element) => element?.innerText.trim().length > 0;
              const all = (selector) => [...document.querySelectorAll(selector)];
              return all('input:not([type=hidden])').filter(input => !named(input.labels[0])).length
                + all('fieldset').filter(group => !named(group.querySelector('legend'))).length;
            }
            """);

        Assert.Equal(0, nameless);
        Assert.Equal("en", await window.Page.GetAttributeAsync("html", "lang"));
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task The_unsubscribe_page_fits_a_phone(string locale)
    {
        await using var window = await chromium.OpenAsync(locale, width: 375);
        await window.Page.GotoAsync(Brand.Link(await MailAsync($"stop-{locale}@example.jp", locale), "unsubscribe"));
        await window.ShowAsync($"unsubscribe-{locale}");

        Assert.Equal(0, await window.OverhangAsync());
        await Expect(window.Page.GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
    }

    private static Task PressAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button }).PressAsync("Enter");

    private async Task<OutboxMail> MailAsync(string email, string locale)
    {
        var brand = chromium.Brand;
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email,
            phone = "03-1234-5678",
            locale,
            optIn = new { email = true, phone = true },
        });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Last(mail => mail.To.Contains(email, StringComparison.Ordinal)));
        await brand.AdvanceAsync("P7D");
        return brand.Mails().Last(mail => mail.To.Contains(email, StringComparison.Ordinal)
            && mail.Text.Contains("/api/preferences/", StringComparison.Ordinal));
    }
}
