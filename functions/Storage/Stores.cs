using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using LeadScoring.Storage.Embedded;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Storage;

/// <summary>
/// The store of this installation: one SQLite file, or Azure Storage; the product sees the SDK's clients either way.
/// </summary>
public sealed class Stores : IAsyncDisposable
{
    internal const string FileName = "leadscoring.db";

    // The Functions host writes and reads base64 (host.json, messageEncoding); so does whoever shares its queues.
    private static readonly QueueClientOptions AsTheHostDoes =
        Hasty(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private static readonly TableClientOptions ForTables = Hasty(new TableClientOptions());

    private readonly EmbeddedStore? _embedded;

    private Stores(TableServiceClient tables, QueueServiceClient queues, EmbeddedStore? embedded = null)
    {
        Tables = tables;
        Queues = queues;
        _embedded = embedded;
    }

    public TableServiceClient Tables { get; }

    public QueueServiceClient Queues { get; }

    public bool IsEmbedded => _embedded is not null;

    /// <summary>Whether the settings name an account.</summary>
    public static bool AreElsewhere(IConfiguration settings) =>
        settings["AzureWebJobsStorage"] is { Length: > 0 }
        || settings["AzureWebJobsStorage:accountName"] is { Length: > 0 };

    /// <exception cref="StartRefusedException">The storage setting names something that cannot be used.</exception>
    public static Stores Open(IConfiguration settings, DataPath data, TimeProvider time)
    {
        if (settings["AzureWebJobsStorage"] is { Length: > 0 } connection) return OfConnection(connection);
        if (settings["AzureWebJobsStorage:accountName"] is { Length: > 0 } account)
            return OfAccount(account, settings["AzureWebJobsStorage:clientId"]);
        return OfFile(new EmbeddedStore(data.File(FileName), time));
    }

    /// <summary>
    /// The embedded store without a flush at each commit: for what is made anew as a whole if anything happens before
    /// it is finished, closed, and flushed.
    /// </summary>
    /// <exception cref="StartRefusedException">The file cannot be used.</exception>
    internal static Stores OpenUnflushed(DataPath data, TimeProvider time) =>
        OfFile(new EmbeddedStore(data.File(FileName), time, flushes: false));

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
    }

    private static Stores OfFile(EmbeddedStore embedded) => new(embedded.Tables, embedded.Queues, embedded);

    private static Stores OfConnection(string connection)
    {
        try
        {
            return new Stores(
                new TableServiceClient(connection, ForTables), new QueueServiceClient(connection, AsTheHostDoes));
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or InvalidOperationException)
        {
            // The message of the client may quote the connection string, which holds the account's key.
            throw new StartRefusedException(
                "AzureWebJobsStorage is not a storage connection string: "
                + "take it from the storage account's access keys, or set UseDevelopmentStorage=true, "
                + "or unset it to use the embedded store.");
        }
    }

    private static Stores OfAccount(string account, string? clientId)
    {
        TokenCredential identity = clientId is { Length: > 0 }
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();
        return new Stores(
            new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), identity, ForTables),
            new QueueServiceClient(new Uri($"https://{account}.queue.core.windows.net"), identity, AsTheHostDoes));
    }

    /// <summary>
    /// The clients' own patience is minutes (100 seconds a try). Who calls a door hears of an outage after some seconds
    /// where nobody listens and within one minute where nothing is answered; messages have the queue to wait in.
    /// </summary>
    private static T Hasty<T>(T options) where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(500);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
