using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Parking;

/// <summary>
/// The rows of table <c>parked</c>, a partition per queue: <c>m|{id}</c> the message, <c>n|{inverted ticks}|{id}</c>
/// the same in the order of the list, and <c>t|{id}</c> while a message has its last try.
/// </summary>
public sealed class ParkedStore(Tables tables)
{
    private const string ByPlace = "n|";
    private const string PlacesEnd = "n}";

    /// <summary>Longer than a last try may take, shorter than a failed message stays away.</summary>
    private static readonly TimeSpan NoLongerRunning = TimeSpan.FromMinutes(5);

    private static readonly string[] KeyOnly = ["RowKey"];

    public async Task<ParkedMessage?> FindAsync(string queue, string id, CancellationToken cancel) =>
        await tables.Parked.FindAsync(queue, MessageKey(id), cancel) is { } row ? Rows.Body<ParkedMessage>(row) : null;

    /// <summary>Up to <paramref name="count"/> of a queue, newest first, after a place.</summary>
    public async Task<IReadOnlyList<ParkedMessage>> ReadAsync(
        string queue, string? after, int count, CancellationToken cancel)
    {
        var found = new List<ParkedMessage>();
        var from = after is null ? ByPlace : $"{ByPlace}{after}|"; // behind that place, before any other
        await foreach (var row in tables.Parked.RangeAsync(queue, from, PlacesEnd, Math.Min(count, 1000), cancel))
        {
            found.Add(Rows.Body<ParkedMessage>(row));
            if (found.Count == count) break;
        }
        return found;
    }

    /// <summary>How many are parked, counted up to <paramref name="limit"/>.</summary>
    public async Task<int> CountAsync(string queue, int limit, CancellationToken cancel)
    {
        var count = 0;
        if (limit <= 0) return count;
        await foreach (var _ in tables.Parked.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {queue} and RowKey ge {ByPlace} and RowKey lt {PlacesEnd}"),
            Math.Min(limit, 1000), KeyOnly, cancel))
        {
            if (++count == limit) break;
        }
        return count;
    }

    /// <summary>
    /// Notes that the last try begins, and how many before it never ended. Only one worker can; a process that dies at
    /// it leaves the note behind.
    /// </summary>
    /// <exception cref="LastTryRunsException">Somebody is at it, as far as can be told.</exception>
    public async Task<LastTry> BeginAsync(string queue, string id, DateTimeOffset now, CancellationToken cancel)
    {
        var begun = new LastTry(now, 0);
        if (await tables.Parked.FindAsync(queue, TryKey(id), cancel) is not { } row)
        {
            return await tables.Parked.TryAddAsync(Rows.Entity(queue, TryKey(id), begun), cancel)
                ? begun
                : throw new LastTryRunsException();
        }
        var before = Rows.Body<LastTry>(row);
        if (now < before.Since + NoLongerRunning) throw new LastTryRunsException();
        begun = begun with { Lost = before.Lost + 1 };
        await tables.Parked.UpdateEntityAsync(
            Rows.Entity(queue, TryKey(id), begun), row.ETag, TableUpdateMode.Replace, cancel);
        return begun;
    }

    /// <summary>The last try has ended, and the message with it or not.</summary>
    public Task EndAsync(string queue, string id, CancellationToken cancel) =>
        tables.Parked.DeleteEntityAsync(queue, TryKey(id), ETag.All, cancel);

    /// <summary>The last try has ended and the message is parked, both or neither.</summary>
    public Task ParkAsync(ParkedMessage message, CancellationToken cancel) => tables.Parked.SubmitTransactionAsync(
        [
            Delete(message.Queue, TryKey(message.Id)),
            new TableTransactionAction(
                TableTransactionActionType.Add, Rows.Entity(message.Queue, MessageKey(message.Id), message)),
            new TableTransactionAction(
                TableTransactionActionType.Add, Rows.Entity(message.Queue, ByPlace + message.Place, message)),
        ], cancel);

    /// <summary>Takes it out; nothing happens where somebody else has done so.</summary>
    public async Task RemoveAsync(ParkedMessage message, CancellationToken cancel)
    {
        try
        {
            await tables.Parked.SubmitTransactionAsync(
                [
                    Delete(message.Queue, MessageKey(message.Id)),
                    Delete(message.Queue, ByPlace + message.Place),
                ], cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Retried or discarded by another call, or parked anew since it was read: that one stays.
        }
    }

    private static string MessageKey(string id) => $"m|{id}";

    private static string TryKey(string id) => $"t|{id}";

    private static TableTransactionAction Delete(string queue, string row) =>
        new(TableTransactionActionType.Delete, new TableEntity(queue, row), ETag.All);
}
