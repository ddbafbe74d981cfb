using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace LeadScoring.Tests.Contracts;

/// <summary>
/// The storage emulator, in memory and on free ports, started from <c>tests/node</c> (<c>npm ci</c> there installs it).
/// Where it is not installed, its tests show as skipped.
/// </summary>
public sealed partial class AzuriteBackEnd : BackEnd
{
    private const string Contracts = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string[] Apps = [.. Enumerable.Range(1, 200).Select(n => $"app{n}")];

    private Process? _azurite;
    private Task _rest = Task.CompletedTask;
    private TableServiceClient? _tables;
    private QueueServiceClient? _queues;
    private (string Tables, string Queues)? _endpoints;
    private int _appsSoFar;

    /// <summary>The setting with which an app is put on this emulator, where the contract tests are too.</summary>
    public string ConnectionString => ConnectionTo(Contracts);

    public override TableServiceClient Tables => _tables ?? Absent<TableServiceClient>();

    public override QueueServiceClient Queues => _queues ?? Absent<QueueServiceClient>();

    /// <summary>The connection string of an account nobody has used: an app's tables have fixed names.</summary>
    public string NewAccount() => ConnectionTo(Apps[Interlocked.Increment(ref _appsSoFar) - 1]);

    /// <summary>The settings that put an app on an account of its own.</summary>
    public IReadOnlyList<string> NewStore() => StoreOn(NewAccount());

    public static IReadOnlyList<string> StoreOn(string account) =>
        [$"--AzureWebJobsStorage={account}", "--LeadScoring:LinkSecret=the-links-of-the-tests"];

    public override Task PassAsync(TimeSpan span) => Task.Delay(span);

    public override async ValueTask InitializeAsync()
    {
        var script = Path.Combine(Root(), "tests", "node", "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(script)) return;
        _azurite = Process.Start(new ProcessStartInfo("node",
        [
            script, "--inMemoryPersistence", "--disableTelemetry",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment =
            {
                ["AZURITE_ACCOUNTS"] = string.Join(';', Apps.Append(Contracts).Select(account => $"{account}:{Key}")),
            },
        })!;
        var (queues, tables) = ("", "");
        while (queues.Length == 0 || tables.Length == 0)
        {
            var line = await _azurite.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("Azurite did not start.");
            if (Listening().Match(line) is not { Success: true } found) continue;
            if (found.Groups[1].Value == "Queue") queues = found.Groups[2].Value;
            if (found.Groups[1].Value == "Table") tables = found.Groups[2].Value;
        }
        // Read on, or a full pipe would stop the emulator.
        _rest = _azurite.StandardOutput.ReadToEndAsync();
        _endpoints = (tables, queues);
        _tables = new TableServiceClient(ConnectionString);
        _queues = new QueueServiceClient(ConnectionString);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_azurite is null) return;
        _azurite.Kill();
        await _azurite.WaitForExitAsync();
        await _rest;
        _azurite.Dispose();
    }

    private string ConnectionTo(string account) => _endpoints is var (tables, queues)
        ? $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};"
            + $"TableEndpoint={tables}/{account};QueueEndpoint={queues}/{account}"
        : Absent<string>();

    private static T Absent<T>()
    {
        Assert.Skip("Azurite is not installed: run npm ci in tests/node.");
        throw new InvalidOperationException();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LeadScoring.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? "";
    }

    [GeneratedRegex("Azurite (Queue|Table) service is successfully listening at (.+)$")]
    private static partial Regex Listening();
}
