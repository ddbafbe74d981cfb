using System.Collections.Concurrent;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// Connections for reading: each statement sees the last commit, and neither waits for the writer nor holds it up.
/// </summary>
internal sealed class StoreReaders(StoreFile file) : IDisposable
{
    private readonly ConcurrentBag<StoreConnection> _idle = [];

    public T Read<T>(Func<StoreConnection, T> read)
    {
        var connection = _idle.TryTake(out var idle) ? idle : file.OpenForReading();
        try
        {
            return read(connection);
        }
        finally
        {
            _idle.Add(connection);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }
}
