using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Contracts;

/// <summary>
/// One process of the storage emulator, started from <c>tests/node</c> (<c>npm ci</c> there installs it) on free ports
/// of loopback. It keeps everything in memory, or in a folder and then also over a stop and another start.
/// </summary>
internal sealed partial class AzuriteServer : IAsyncDisposable
{
    /// <summary>A stop takes no longer.</summary>
    public static readonly TimeSpan PatienceWithStop = TimeSpan.FromSeconds(15);

    private const string Account = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string Script = Path.Combine(
        SourceTree.Root, "tests", "node", "node_modules", "azurite", "dist", "src", "azurite.js");

    private readonly string? _folder;
    private readonly string _accounts;
    private Process? _process;
    private Task _rest = Task.CompletedTask;
    private Uri _queuesAt = new("http://127.0.0.1:0");
    private Uri _tablesAt = new("http://127.0.0.1:0");

    private AzuriteServer(string? folder, IEnumerable<string> accounts) =>
        (_folder, _accounts) = (folder, string.Join(';', accounts.Append(Account).Select(name => $"{name}:{Key}")));

    public static bool IsInstalled => File.Exists(Script);

    /// <summary>The setting with which an app is put on this emulator.</summary>
    public string ConnectionString => ConnectionTo(Account);

    public TableServiceClient Tables => new(ConnectionString);

    public QueueServiceClient Queues => new(ConnectionString);

    /// <param name="folder">Where its data outlives it; null for in memory.</param>
    /// <param name="accounts">More accounts than the one that the emulator always has.</param>
    public static async Task<AzuriteServer> StartAsync(string? folder = null, params string[] accounts)
    {
        var server = new AzuriteServer(folder, accounts);
        await server.RunAsync();
        return server;
    }

    /// <summary>The connection string of one of its accounts.</summary>
    public string ConnectionTo(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};"
        + $"TableEndpoint={_tablesAt}{account};QueueEndpoint={_queuesAt}{account}";

    /// <summary>Skips the test where the emulator is not installed.</summary>
    public static void SkipUnlessInstalled() =>
        Assert.SkipUnless(IsInstalled, "Azurite is not installed: run npm ci in tests/node.");

    /// <summary>Asks it to stop, which writes its data to the folder; ends it when it does not.</summary>
    public async Task StopAsync()
    {
        using var ask = Process.Start("/bin/sh", ["-c", $"kill -TERM {_process!.Id}"]);
        using var patience = new CancellationTokenSource(PatienceWithStop);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        await CleanAsync();
    }

    /// <summary>After a stop: on the same ports and folder.</summary>
    public Task StartAgainAsync() => RunAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await CleanAsync();
    }

    private async Task RunAsync()
    {
        string[] place = _folder is null ? ["--inMemoryPersistence"] : ["--location", _folder];
        _process = Process.Start(new ProcessStartInfo("node",
        [
            Script, "--disableTelemetry", "--silent", "--blobPort", "0", "--queuePort", $"{_queuesAt.Port}",
            "--tablePort", $"{_tablesAt.Port}", .. place,
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["AZURITE_ACCOUNTS"] = _accounts },
        })!;
        for (var open = 0; open < 2;)
        {
            var line = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("Azurite did not start.");
            if (Listening().Match(line) is not { Success: true } found) continue;
            var address = new Uri(found.Groups[2].Value);
            if (found.Groups[1].Value == "Queue") _queuesAt = address;
            else _tablesAt = address;
            open++;
        }
        // Read on, or a full pipe would stop the emulator.
        _rest = _process.StandardOutput.ReadToEndAsync();
    }

    private async Task CleanAsync()
    {
        await _process!.WaitForExitAsync();
        await _rest;
        _process.Dispose();
        _process = null;
    }

    [GeneratedRegex("Azurite (Queue|Table) service is successfully listening at (.+)$")]
    private static partial Regex Listening();
}
