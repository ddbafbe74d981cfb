using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Mail;
using LeadScoring.Tests.Storage;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Tests.Journeys;

/// <summary>
/// The whole app as it is shipped, on a free port and an embedded store of its own, seen from outside: HTTP, mails in
/// the outbox, and a clock that stands still until it is moved.
/// </summary>
internal sealed partial class Brand : IAsyncDisposable
{
    public const string Key = "the-key-of-the-tests";

    private readonly TemporaryFolder _folder;
    private readonly bool _isBeside;
    private IHost? _host;

    private Brand(TemporaryFolder folder, IHost host, bool isBeside = false)
    {
        (_folder, _isBeside) = (folder, isBeside);
        _host = host;
        Http = ClientOf(host);
    }

    public HttpClient Http { get; private set; }

    public IServiceProvider Services => _host!.Services;

    public static async Task<Brand> OpenAsync(
        string? now = null, Action<FunctionsApplicationBuilder>? more = null, params string[] settings)
    {
        var folder = new TemporaryFolder();
        var brand = new Brand(folder, await StartAsync(folder.File("data"), more, settings));
        if (now is not null) await brand.TravelAsync(new { now });
        return brand;
    }

    /// <summary>Another process on the same store; it has to end before the first.</summary>
    public static async Task<Brand> OpenBesideAsync(
        Brand first, Action<FunctionsApplicationBuilder>? more, params string[] settings) =>
        new(first._folder, await StartAsync(first._folder.File("data"), more, settings), isBeside: true);

    /// <summary>Stops the app and starts it again on the same store, with other settings.</summary>
    public async Task RestartAsync(params string[] settings)
    {
        await StopAsync();
        _host = await StartAsync(_folder.File("data"), null, settings);
        Http = ClientOf(_host);
    }

    public async Task<JsonNode> PostAsync(string path, object body, int status = 202)
    {
        using var answer = await Http.PostAsJsonAsync(path, body);
        return await ReadAsync(answer, status);
    }

    public async Task<JsonNode> GetAsync(string path, int status = 200)
    {
        using var answer = await Http.GetAsync(path);
        return await ReadAsync(answer, status);
    }

    /// <summary>Works everything off that is waiting, without moving the clock.</summary>
    public Task SettleAsync() => TravelAsync(new { advance = "PT0S" });

    public Task<JsonNode> AdvanceAsync(string period) => TravelAsync(new { advance = period });

    public Task<JsonNode> TravelAsync(object where) => PostAsync("/api/dev/time", where, 200);

    public IReadOnlyList<OutboxMail> Mails() => [.. Services.GetRequiredService<Outbox>().Newest(10_000).Reverse()];

    /// <summary>The path of the first link of this kind in a mail's text.</summary>
    public static string Link(OutboxMail mail, string kind) =>
        new Uri(LinkPattern().Matches(mail.Text).Select(match => match.Value)
            .First(link => link.Contains($"/api/{kind}/", StringComparison.Ordinal)))
            .AbsolutePath;

    /// <summary>Somebody enters the campaign of the car, wants mail, and confirms it.</summary>
    public async Task EnterAsync(string email)
    {
        await PostAsync("/api/campaigns/car-launch-2026/entries", new { email, locale = "ja", optIn = true });
        await SettleAsync();
        await ConfirmAsync(Mails()[^1]);
    }

    /// <summary>Opens the confirmation's link as its reader does: looks at the page, presses the button.</summary>
    public async Task ConfirmAsync(OutboxMail mail)
    {
        var path = Link(mail, "opt-in");
        using var page = await Http.GetAsync(path);
        Assert.True(page.IsSuccessStatusCode);
        using var pressed = await Http.PostAsync(path, null);
        Assert.True(pressed.IsSuccessStatusCode);
        await SettleAsync();
    }

    /// <summary>Brings the insights of all product lines up to date with all that came in, through the door.</summary>
    public async Task RefreshInsightsAsync()
    {
        await SettleAsync();
        await PostAsync("/api/insights/refresh", new { });
        await SettleAsync();
    }

    public async Task<JsonNode> FindAsync(string email)
    {
        return await PostAsync("/api/leads/find", new { email }, 200);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (!_isBeside) _folder.Dispose();
    }

    private async Task StopAsync()
    {
        if (_host is null) return; // a restart was refused
        Http.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _host = null;
    }

    private static async Task<IHost> StartAsync(
        string folder, Action<FunctionsApplicationBuilder>? more, string[] settings)
    {
        var host = Program.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", $"--LeadScoring:DataPath={folder}",
                $"--LeadScoring:FunctionKey={Key}", "--LeadScoring:TimeTravel=true", .. settings,
            ],
            builder =>
            {
                // Each instant of a journey through time would refresh insights: who looks at them asks for it.
                builder.Services.Replace(ServiceDescriptor.Singleton(new TrackTimers(AreOn: false)));
                more?.Invoke(builder);
            });
        try
        {
            await Starting.PrepareAsync(host);
            await host.StartAsync();
            return host;
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync(); // which lets go of the store, for the next start
            throw;
        }
    }

    private static HttpClient ClientOf(IHost host)
    {
        var features = host.Services.GetRequiredService<IServer>().Features;
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(features.Get<IServerAddressesFeature>()!.Addresses.First()),
            Timeout = TimeSpan.FromMinutes(15), // a settling that works off a whole benchmark
        };
        http.DefaultRequestHeaders.Add("x-functions-key", Key);
        return http;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex LinkPattern();
}
