using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Access;

/// <summary>
/// How long a process believes what it read about a key: a revocation and a grace that ends at once hold everywhere
/// after this time. Real time, whatever the app's clock says.
/// </summary>
public sealed record KeyPace(TimeSpan MaxAge)
{
    public static KeyPace Usual { get; } = new(TimeSpan.FromSeconds(5));
}

/// <summary>
/// The named keys, one row each in the table of settings. A door costs one point read, or none where the key was read a
/// moment ago. Only keys that exist are remembered, a thousand of them, so ever new wrong ids take no memory.
/// </summary>
public sealed partial class KeyStore(Tables tables, KeyPace pace, TimeProvider time, ILogger<KeyStore> log)
{
    private const string Partition = "key";
    private const string UsePartition = "keyuse";
    private const int MostRemembered = 1000;
    private readonly ConcurrentDictionary<string, (AccessKey Key, long ReadAt)> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateOnly> _used = new(StringComparer.Ordinal);

    /// <summary>How many keys are known without a read.</summary>
    internal int Remembered => _read.Count;

    /// <summary>Null where there is none of this id; at most <see cref="KeyPace.MaxAge"/> old.</summary>
    public async Task<AccessKey?> FindAsync(string id, CancellationToken cancel)
    {
        if (_read.TryGetValue(id, out var read) && time.GetElapsedTime(read.ReadAt) < pace.MaxAge) return read.Key;
        return (await ReadAsync(id, cancel))?.Key;
    }

    /// <summary>As it is in the store, with what a change of it insists on.</summary>
    public async Task<(AccessKey Key, ETag Version)?> ReadAsync(string id, CancellationToken cancel)
    {
        var at = time.GetTimestamp();
        if (await tables.Settings.FindAsync(Partition, id, cancel) is not { } row)
        {
            _read.TryRemove(id, out _);
            return null;
        }
        var key = Rows.Body<AccessKey>(row);
        if (_read.Count >= MostRemembered) _read.Clear();
        _read[id] = (key, at);
        return (key, row.ETag);
    }

    /// <summary>False where the id is taken.</summary>
    public Task<bool> AddAsync(AccessKey key, CancellationToken cancel) =>
        tables.Settings.TryAddAsync(Rows.Entity(Partition, key.Id, key), cancel);

    /// <summary>False where somebody else has changed it since it was read.</summary>
    public async Task<bool> ReplaceAsync(AccessKey key, ETag version, CancellationToken cancel)
    {
        var isReplaced = await tables.Settings.TryReplaceAsync(Rows.Entity(Partition, key.Id, key), version, cancel);
        _read.TryRemove(key.Id, out _);
        return isReplaced;
    }

    /// <summary>All, also those that open nothing any more, oldest first, with the day of their last use.</summary>
    public async Task<IReadOnlyList<(AccessKey Key, DateOnly? LastUsedOn)>> AllAsync(CancellationToken cancel)
    {
        var used = await tables.Settings.RangeAsync(UsePartition, "", "}", 1000, cancel)
            .ToDictionaryAsync(row => row.RowKey, Rows.Body<DateOnly>, cancellationToken: cancel);
        var keys = await tables.Settings.RangeAsync(Partition, "", "}", 1000, cancel)
            .Select(Rows.Body<AccessKey>).ToListAsync(cancel);
        return
        [
            .. keys.OrderBy(key => key.CreatedAt).ThenBy(key => key.Id, StringComparer.Ordinal)
                .Select(key => (key, used.TryGetValue(key.Id, out var day) ? day : (DateOnly?)null)),
        ];
    }

    /// <summary>Those that opened nothing from an instant on are forgotten, with the day of their last use.</summary>
    public async Task RemoveEndedAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancel)
    {
        var ended = (await AllAsync(cancel)).Where(one => one.Key.EndedAt(now) < before);
        await tables.Settings.SubmitPartsAsync(
            ended.SelectMany(one => one.LastUsedOn is null
                ? [Removed(Partition, one.Key.Id)]
                : new[] { Removed(UsePartition, one.Key.Id), Removed(Partition, one.Key.Id) }), cancel);
    }

    private static TableTransactionAction Removed(string partition, string id) =>
        new(TableTransactionActionType.Delete, new TableEntity(partition, id), ETag.All);

    /// <summary>
    /// Notes the day, once in each process, beside the call and not in it: nobody waits for it, nor fails by it.
    /// </summary>
    public void NoteUse(string id)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_used.TryGetValue(id, out var noted) && noted == today) return;
        if (_used.Count >= MostRemembered) _used.Clear();
        _used[id] = today;
        _ = WriteUseAsync(id, today);
    }

    private async Task WriteUseAsync(string id, DateOnly day)
    {
        try
        {
            await tables.Settings.UpsertEntityAsync(
                Rows.Entity(UsePartition, id, day), TableUpdateMode.Replace, CancellationToken.None);
        }
        catch (Exception away) // nobody waits for this, so nobody else would hear of it
        {
            _used.TryRemove(id, out _); // the next call tries again
            LogNotNoted(away);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "That a key was used today could not be noted")]
    private partial void LogNotNoted(Exception away);
}
