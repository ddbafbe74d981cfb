using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace LeadScoring.Tests.Browser;

/// <summary>
/// One browser window, with an ear on the console: a blocked script, style or request is a mistake of the page.
/// </summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        Listen(page);
        context.Page += (_, opened) => Listen(opened);
    }

    public IPage Page { get; }

    /// <summary>What the pages complained of, but for answers such as 404, which browsers report too.</summary>
    public IEnumerable<string> Complaints =>
        _complaints.Where(text => !text.StartsWith("Failed to load resource", StringComparison.Ordinal));

    /// <summary>Presses what opens a new tab, and returns it.</summary>
    public Task<IPage> FollowAsync(ILocator link) => _context.RunAndWaitForPageAsync(() => link.ClickAsync());

    public static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task ShowAsync(string name, IPage? page = null)
    {
        if (Environment.GetEnvironmentVariable("BROWSER_SHOTS") is not { Length: > 0 } folder) return;
        await (page ?? Page).ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>How far the page can be pushed sideways, in pixels.</summary>
    public Task<int> OverhangAsync() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }
}
