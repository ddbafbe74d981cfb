using LeadScoring.Tests.Journeys;
using Microsoft.Playwright;

namespace LeadScoring.Tests.Browser;

/// <summary>
/// Debian's chromium, one for all browser tests; where there is none they show as skipped. Set BROWSER_SHOTS to a
/// folder to look at what the tests saw.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        // Pages of other hosts are played by this process: they may ask the app on this machine.
        "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal Brand Brand { get; private set; } = null!;

    internal static bool IsHere => Executable() is not null;

    public async ValueTask InitializeAsync()
    {
        if (Executable() is not { } executable) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Quiet });
        Brand = await Brand.OpenAsync("2026-11-24T01:00:00Z"); // a Tuesday, 10:00 in Tokyo
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is null) return;
        await _browser.DisposeAsync();
        _playwright!.Dispose();
        await Brand.DisposeAsync();
    }

    /// <summary>
    /// A window of a new person; what the page complains of in its console fails the test that asks for it.
    /// </summary>
    internal Task<Window> OpenAsync(string locale, bool script = true, int width = 1280) =>
        OpenAsync(Brand, locale, script, width);

    /// <summary>The same at another brand than the one that all tests share.</summary>
    internal async Task<Window> OpenAsync(Brand brand, string locale, bool script = true, int width = 1280)
    {
        if (_browser is null) Assert.Skip("There is no chromium on this machine.");
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = brand.Http.BaseAddress!.AbsoluteUri, JavaScriptEnabled = script, Locale = locale,
            ViewportSize = new() { Width = width, Height = 900 }, TimezoneId = "Asia/Tokyo",
        });
        context.SetDefaultTimeout(30_000);
        return new Window(context, await context.NewPageAsync());
    }

    private static string? Executable() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome" }
                .Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}

[CollectionDefinition(nameof(Chromium))]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>, ICollectionFixture<SalesDesk>;
