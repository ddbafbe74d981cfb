using System.Collections.Concurrent;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// Connections for reading: each statement sees the last commit, and neither waits for the writer nor holds it up.
/// </summary>
internal sealed class StoreReaders(StoreFile file) : IDisposable
{
    private readonly ConcurrentBag<StoreConnection> _idle = [];
    private volatile bool _closed;

    public T Read<T>(Func<StoreConnection, T> read)
    {
        var connection = _idle.TryTake(out var idle) ? idle : file.OpenForReading();
        try
        {
            return read(connection);
        }
        finally
        {
            if (_closed) connection.Dispose();
            else _idle.Add(connection);
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }
}
