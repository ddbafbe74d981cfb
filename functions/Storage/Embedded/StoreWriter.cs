using System.Collections.Concurrent;
using Azure;
using Microsoft.Data.Sqlite;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// The one writer of this process. Writes that wait at the same moment share one commit, and so one flush to the disk;
/// each runs in its savepoint, so a refused one takes nothing back but its own changes. No caller hears of success
/// (or of a refusal, which may rest on a neighbour's change) before the commit stands.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private const int LargestGroup = 512;
    private readonly BlockingCollection<Write> _waiting = [];
    private readonly StoreConnection _connection;
    private readonly WriteScope _scope;
    private readonly Thread _thread;

    public StoreWriter(StoreConnection connection, TimeProvider time)
    {
        _connection = connection;
        _scope = new WriteScope(connection, time);
        _thread = new Thread(Run) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    /// <exception cref="RequestFailedException">Refused, or (status 500) the disk failed; nothing changed.</exception>
    public Task<T> WriteAsync<T>(Func<WriteScope, T> change, CancellationToken cancellation)
    {
        var write = new Write<T>(change, cancellation);
        _waiting.Add(write, cancellation);
        return write.Outcome;
    }

    /// <summary>Finishes what waits; later writes are refused with <see cref="InvalidOperationException"/>.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        var group = new List<Write>(LargestGroup);
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            var failure = Commit(group);
            foreach (var write in group) write.Complete(failure);
        }
    }

    private RequestFailedException? Commit(List<Write> group)
    {
        try
        {
            _scope.Begin();
            Apply(group[0]);
            while (group.Count < LargestGroup && _waiting.TryTake(out var next))
            {
                group.Add(next);
                Apply(next);
            }
            _scope.Commit();
            return null;
        }
        catch (SqliteException broken)
        {
            TakeBack();
            return new RequestFailedException(
                500, $"The store could not be written: {broken.Message}", "InternalError", broken);
        }
    }

    private void Apply(Write write)
    {
        if (write.IsCancelled) return;
        _connection.Execute("SAVEPOINT one");
        if (!write.Run(_scope)) _connection.Execute("ROLLBACK TO one");
        _connection.Execute("RELEASE one");
    }

    private void TakeBack()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }
}
