using System.Collections.Concurrent;
using Azure;
using Microsoft.Data.Sqlite;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// Writes of this process, one group at a time: who finds the pen free writes for all who wait, on the thread it came
/// on, and they share one commit, and so one flush to the disk. Each change runs in its savepoint, so a refused one
/// takes nothing back but its own. No caller hears of success (or of a refusal, which may rest on a neighbour's change)
/// before the commit stands.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private const int LargestGroup = 512;
    private readonly ConcurrentQueue<Write> _waiting = [];
    private readonly Lock _pen = new();
    private readonly StoreConnection _connection;
    private readonly WriteScope _scope;
    private bool _isClosed;

    public StoreWriter(StoreConnection connection, TimeProvider time)
    {
        _connection = connection;
        _scope = new WriteScope(connection, time);
    }

    /// <exception cref="RequestFailedException">Refused, or (status 500) the disk failed; nothing changed.</exception>
    public Task<T> WriteAsync<T>(Func<WriteScope, T> change, CancellationToken cancellation)
    {
        var write = new Write<T>(change, cancellation);
        _waiting.Enqueue(write);
        WriteGroup();
        return write.Outcome;
    }

    /// <summary>Finishes what waits; later writes are refused with <see cref="InvalidOperationException"/>.</summary>
    public void Dispose()
    {
        lock (_pen)
        {
            if (_isClosed) return;
            while (!_waiting.IsEmpty) FinishGroup();
            _isClosed = true;
            _connection.Dispose();
        }
        WriteGroup(); // who came while the pen was ours is refused
    }

    /// <summary>
    /// Who finds the pen taken may go: its holder looks again once it is free. The next group is another thread's, so
    /// that nobody writes for the others for ever.
    /// </summary>
    private void WriteGroup()
    {
        if (!_pen.TryEnter()) return;
        try
        {
            FinishGroup();
        }
        finally
        {
            _pen.Exit();
        }
        if (!_waiting.IsEmpty)
            ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.WriteGroup(), this, preferLocal: false);
    }

    private void FinishGroup()
    {
        if (!_waiting.TryDequeue(out var first)) return;
        List<Write> group = [first];
        Exception? failure = _isClosed ? new ObjectDisposedException(nameof(StoreWriter)) : Commit(group);
        foreach (var write in group) write.Complete(failure);
    }

    private RequestFailedException? Commit(List<Write> group)
    {
        try
        {
            _scope.Begin();
            Apply(group[0]);
            while (group.Count < LargestGroup && _waiting.TryDequeue(out var next))
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
