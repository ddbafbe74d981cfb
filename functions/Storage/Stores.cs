using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Storage.Embedded;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Storage;

/// <summary>The store of this installation: one SQLite file, or Azure Storage; the product sees the SDK's clients either way.</summary>
public sealed class Stores : IAsyncDisposable
{
    private readonly EmbeddedStore? _embedded;

    private Stores(TableServiceClient tables, QueueServiceClient queues, EmbeddedStore? embedded)
    {
        Tables = tables;
        Queues = queues;
        _embedded = embedded;
    }

    public TableServiceClient Tables { get; }
    public QueueServiceClient Queues { get; }

    public EmbeddedQueueServiceClient? EmbeddedQueues => _embedded?.EmbeddedQueues;

    public bool IsEmbedded => _embedded is not null;

    /// <exception cref="StartRefusedException">The storage setting names something that cannot be used.</exception>
    public static Stores Open(IConfiguration settings, DataPath data, TimeProvider time)
    {
        if (settings["AzureWebJobsStorage"] is { Length: > 0 } || settings["AzureWebJobsStorage:accountName"] is { Length: > 0 })
        {
            throw new StartRefusedException(
                "AzureWebJobsStorage is set, but this build has no Azure Table Storage client yet: unset it to use the embedded store.");
        }
        var embedded = new EmbeddedStore(data.File("leadscoring.db"), time);
        return new Stores(embedded.Tables, embedded.Queues, embedded);
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}

/// <summary>The folder of everything this machine keeps: setting <c>LeadScoring:DataPath</c>, default <c>.leadscoring</c>.</summary>
public sealed class DataPath(IConfiguration settings)
{
    public string Folder { get; } = Path.GetFullPath(settings["LeadScoring:DataPath"] is { Length: > 0 } set ? set : ".leadscoring");

    public string File(string name)
    {
        Directory.CreateDirectory(Folder);
        return Path.Combine(Folder, name);
    }

    public string Outbox => Path.Combine(Folder, "outbox");
}
