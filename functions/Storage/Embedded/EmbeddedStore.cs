using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// Tables and queues in one SQLite file, behind the SDK's own client types and with the service's meaning: ETags, error
/// codes, limits, entity-group transactions, visibility. What is answered is on the disk. Visibility and timestamps
/// follow the given clock; expiry too. Several processes may open the same file.
/// </summary>
public sealed class EmbeddedStore : IAsyncDisposable
{
    private readonly StoreWriter _writer;
    private readonly StoreReaders _readers;
    private bool _disposed;

    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="time">The clock of visibility, expiry and timestamps.</param>
    /// <param name="flushes">False: what is answered is on the disk some time after the store is closed.</param>
    /// <exception cref="StartRefusedException">The file cannot be used; the message says why.</exception>
    public EmbeddedStore(string path, TimeProvider time, bool flushes = true)
    {
        var file = new StoreFile(path, flushes);
        _writer = new StoreWriter(file.OpenForWriting(), time);
        _readers = new StoreReaders(file);
        EmbeddedTables = new EmbeddedTableServiceClient(_writer, _readers);
        EmbeddedQueues = new EmbeddedQueueServiceClient(_writer, _readers, time);
    }

    public TableServiceClient Tables => EmbeddedTables;

    public QueueServiceClient Queues => EmbeddedQueues;

    public EmbeddedTableServiceClient EmbeddedTables { get; }

    public EmbeddedQueueServiceClient EmbeddedQueues { get; }

    /// <summary>Commits what waits and closes the file. Nothing acknowledged depends on it.</summary>
    public ValueTask DisposeAsync()
    {
        if (_disposed) return ValueTask.CompletedTask;
        _disposed = true;
        _writer.Dispose();
        _readers.Dispose();
        return ValueTask.CompletedTask;
    }
}
