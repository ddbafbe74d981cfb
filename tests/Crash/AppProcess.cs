using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Tests.Runtime.CustomHandler;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// The app as a process of its own on a folder of data, which can be killed like a machine that loses its power.
/// </summary>
internal sealed partial class AppProcess : IDisposable
{
    private const string Key = "the-key-of-the-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private bool _isDisposed;

    private AppProcess(Process process)
    {
        _process = process;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = Patience };
        Http.DefaultRequestHeaders.Add("x-functions-key", Key);
    }

    public HttpClient Http { get; }

    public bool IsAlive => !_process.HasExited;

    public int ProcessId => _process.Id;

    /// <summary>Starts it on a port that it finds itself, and waits until it serves.</summary>
    public static async Task<AppProcess> StartAsync(string dataPath, params string[] settings)
    {
        var app = new AppProcess(Run(dataPath, settings));
        using var patience = new CancellationTokenSource(Patience);
        app.Http.BaseAddress = await app.AddressAsync(patience.Token);
        while (true)
        {
            using var health = await app.Http.GetAsync("/api/health", patience.Token);
            if (health.IsSuccessStatusCode) return app;
        }
    }

    /// <summary>SIGKILL: nothing in the process runs any more, not even a finally.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    public void Dispose()
    {
        if (_isDisposed) return; // a fleet that failed half way may do it twice, and must tell its own failure
        _isDisposed = true;
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        Http.Dispose();
    }

    /// <summary>As it tells whoever started it.</summary>
    private async Task<Uri> AddressAsync(CancellationToken cancel)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (Welcome().Match(line) is not { Success: true } told) continue;
            _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None); // a full pipe would stop the process
            return new Uri(told.Groups[1].Value);
        }
        throw new InvalidOperationException("The app ended before it served.");
    }

    private static Process Run(string dataPath, string[] settings)
    {
        // As it is published it starts in half the time.
        (string Command, string[] First) app = PublishedApp.Made is { } folder
            ? (Path.Combine(folder, typeof(Program).Assembly.GetName().Name!), [])
            : ("dotnet", [typeof(Program).Assembly.Location]);
        return Process.Start(new ProcessStartInfo(app.Command,
            [
                .. app.First, "--urls", "http://127.0.0.1:0", $"--LeadScoring:DataPath={dataPath}",
                $"--LeadScoring:FunctionKey={Key}", "--LeadScoring:RequestsPerMinute=1000000",
                "--Logging:LogLevel:Default=None", .. settings,
            ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    [GeneratedRegex(@"^\s*Console\s+(http://\S+/)console#")]
    private static partial Regex Welcome();
}
