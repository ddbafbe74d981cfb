using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Runtime.CustomHandler;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// The app as a process of its own on a folder of data, which can be killed like a machine that loses its power.
/// </summary>
internal sealed class AppProcess : IDisposable
{
    private const string Key = "the-key-of-the-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private bool _isDisposed;

    private AppProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = Patience,
        };
        Http.DefaultRequestHeaders.Add("x-functions-key", Key);
    }

    public HttpClient Http { get; }

    public bool IsAlive => !_process.HasExited;

    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<AppProcess> StartAsync(string dataPath, params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var app = new AppProcess(Run(dataPath, address, settings), address);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var health = await app.Http.GetAsync("/api/health", patience.Token);
                if (health.IsSuccessStatusCode) return app;
            }
            catch (HttpRequestException) when (!app._process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
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

    private static Process Run(string dataPath, Uri address, string[] settings)
    {
        // As it is published it starts in half the time.
        (string Command, string[] First) app = PublishedApp.Made is { } folder
            ? (Path.Combine(folder, typeof(Program).Assembly.GetName().Name!), [])
            : ("dotnet", [typeof(Program).Assembly.Location]);
        var process = Process.Start(new ProcessStartInfo(app.Command,
            [
                .. app.First, "--urls", address.AbsoluteUri, $"--LeadScoring:DataPath={dataPath}",
                $"--LeadScoring:FunctionKey={Key}", "--LeadScoring:RequestsPerMinute=1000000",
                "--Logging:LogLevel:Default=None", .. settings,
            ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        process.BeginOutputReadLine(); // nobody reads it, but a full pipe would stop the process
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
