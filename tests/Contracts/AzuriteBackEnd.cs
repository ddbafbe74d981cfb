using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace LeadScoring.Tests.Contracts;

/// <summary>
/// The storage emulator, in memory, for the tests of one collection. Where it is not installed, they show as skipped.
/// </summary>
public sealed class AzuriteBackEnd : BackEnd
{
    private static readonly string[] Apps = [.. Enumerable.Range(1, 200).Select(n => $"app{n}")];

    private AzuriteServer? _server;
    private TableServiceClient? _tables;
    private QueueServiceClient? _queues;
    private int _appsSoFar;

    /// <summary>The setting with which an app is put on this emulator, where the contract tests are too.</summary>
    public string ConnectionString => Server.ConnectionString;

    public override TableServiceClient Tables => _tables ??= Server.Tables;

    public override QueueServiceClient Queues => _queues ??= Server.Queues;

    private AzuriteServer Server
    {
        get
        {
            AzuriteServer.SkipUnlessInstalled();
            return _server!;
        }
    }

    /// <summary>The connection string of an account nobody has used: an app's tables have fixed names.</summary>
    public string NewAccount() => Server.ConnectionTo(Apps[Interlocked.Increment(ref _appsSoFar) - 1]);

    /// <summary>The settings that put an app on an account of its own.</summary>
    public IReadOnlyList<string> NewStore() => StoreOn(NewAccount());

    public static IReadOnlyList<string> StoreOn(string account) =>
        [$"--AzureWebJobsStorage={account}", "--LeadScoring:LinkSecret=the-links-of-the-tests"];

    public override Task PassAsync(TimeSpan span) => Task.Delay(span);

    public override async ValueTask InitializeAsync()
    {
        if (AzuriteServer.IsInstalled) _server = await AzuriteServer.StartAsync(accounts: Apps);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
