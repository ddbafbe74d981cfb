using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Loyalty;
using LeadScoring.Tests.Rights;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>
/// A brand with leads for its salespeople, made once for all tests of the console, by the first that asks for it.
/// </summary>
public sealed class SalesDesk : IAsyncLifetime
{
    internal const string HostileName = "<img src=x onerror=\"document.title='hit'\">";

    internal const string LikeLoyal = "emily@example.jp";

    /// <summary>Each test that changes a lead has its own, from the hottest down.</summary>
    internal static readonly (string Name, string Email, string Prefecture, int Warmth)[] People =
    [
        ("山田 花子", "hanako@example.jp", "Tokyo", 8),
        ("佐藤 健一", "kenichi@example.jp", "Kanagawa", 7),
        ("鈴木 美咲", "misaki@example.jp", "Osaka", 6),
        ("Emily Carter", "emily@example.jp", "Tokyo", 5),
        (HostileName, "hostile@example.jp", "Chiba", 4),
        ("高橋 直樹", "naoki@example.jp", "Tokyo", 3),
        ("田中 裕子", "yuko@example.jp", "Saitama", 2),
        ("伊藤 大輔", "daisuke@example.jp", "Aichi", 1),
        ("奈良 一郎 ja", "nara-1-ja@example.jp", "Nara-ja", 3),
        ("奈良 二郎 ja", "nara-2-ja@example.jp", "Nara-ja", 2),
        ("奈良 一郎 en", "nara-1-en@example.jp", "Nara-en", 3),
        ("奈良 二郎 en", "nara-2-en@example.jp", "Nara-en", 2),
    ];

    private static readonly string[] Signs =
        ["page-view", "brochure", "mail-click", "configurator", "dealer-search", "shop-visit", "quote", "test-drive"];

    private Brand? _brand;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_brand is not null) await _brand.DisposeAsync();
    }

    internal async Task<Brand> BrandAsync()
    {
        if (!Chromium.IsHere) Assert.Skip("There is no chromium on this machine.");
        if (_brand is not null) return _brand;
        // Its clock stands still, and with it the limits of a minute: all tests together load many pages in one.
        _brand = await Brand.OpenAsync(
            "2026-11-24T01:00:00Z", null, "--LeadScoring:RequestsPerMinute=100000");
        foreach (var person in People) await EnterAsync(_brand, person.Name, person.Email, person.Prefecture);
        await _brand.SettleAsync();
        foreach (var mail in _brand.Mails()) await _brand.ConfirmAsync(mail);
        await _brand.PostAsync("/api/reactions", new { reactions = People.SelectMany(SignsOf) });
        await _brand.SettleAsync();
        await _brand.Services.TellAsync(_brand.IdOf(LikeLoyal), 80);
        await _brand.SettleAsync();
        return _brand;
    }

    /// <summary>A key of a salesperson, as the admin hands it out.</summary>
    internal async Task<string> KeyAsync(string owner = "aoki", params string[] scopes)
    {
        var made = await (await BrandAsync()).PostAsync("/api/keys", new
        {
            name = owner,
            owner,
            scopes = scopes is [] ? ["read", "work"] : scopes,
        }, 201);
        return (string)made["key"]!;
    }

    /// <summary>Somebody at the console, signed in and at the list.</summary>
    internal async Task<Window> SitDownAsync(
        Chromium chromium, string locale, string owner = "aoki", int width = 1280, string at = "#/")
    {
        var window = await chromium.OpenAsync(await BrandAsync(), locale, width: width);
        await window.Page.GotoAsync($"/console#key={await KeyAsync(owner)}");
        await Expect(window.Page.Locator(".leads tbody tr").First).ToBeVisibleAsync();
        if (at != "#/") await window.Page.EvaluateAsync("to => { location.hash = to }", at);
        return window;
    }

    internal async Task<string> LeadAsync(string email) =>
        (string)(await (await BrandAsync()).FindAsync(email))["leadId"]!;

    /// <summary>A reaction to the car, told so long ago that who asks for changes is told of it.</summary>
    internal async Task ReactAsync(string email, string type, string id)
    {
        var brand = await BrandAsync();
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id, email, type, product = "car", occurredAt = "2026-11-24T00:30:00Z" } },
        });
        await brand.AdvanceAsync("PT20S"); // changes are told when they are 15 seconds old
    }

    /// <summary>Has the page ask for changes, which it else does within 10 seconds.</summary>
    internal static Task LookAsync(IPage page) =>
        page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");

    internal static ILocator Row(IPage page, string name) =>
        page.Locator(".leads tbody tr").Filter(new() { HasText = name });

    private static Task EnterAsync(Brand brand, string name, string email, string prefecture) =>
        brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email,
            name,
            phone = "03-1234-5678",
            locale = "ja",
            optIn = new { email = true, phone = true },
            attributes = new { budget = "3200000", prefecture },
        });

    private static IEnumerable<object> SignsOf((string Name, string Email, string Prefecture, int Warmth) person) =>
        Signs.Take(person.Warmth).Select((type, n) => new
        {
            id = $"{type}-{n}",
            email = person.Email,
            type,
            product = "car",
            occurredAt = new DateTime(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc).AddDays(-17 * n),
        });
}
