using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>
/// One bucket of a product line as it was read: <paramref name="Revision"/> grows by one with each change, 0 before the
/// first; <paramref name="Version"/> is what a change insists on.
/// </summary>
public sealed record BucketState(string Product, int Bucket, long Revision, DateTimeOffset? At, ETag? Version);

/// <summary>
/// Tracks and their sums in table <c>insights</c>. A bucket is changed by one transaction that replaces the row of its
/// state as it was read before everything else: so whoever saves has seen all that was saved before, and the sums of a
/// bucket are those of its tracks after each line of any handler.
/// </summary>
public sealed class TrackStore(Tables tables)
{
    /// <summary>In characters, which storage counts as two bytes, of the 4 MiB of a transaction.</summary>
    private const int MostText = 1_800_000;

    /// <summary>Of a row of sums, the same of its 1 MiB.</summary>
    private const int MostOfRow = 480_000;

    public async Task<BucketState> StateAsync(string product, int bucket, CancellationToken cancel)
    {
        var row = await tables.Insights.FindAsync(
            TrackRows.Partition(product, bucket), TrackRows.State, cancel);
        if (row is null) return new BucketState(product, bucket, 0, null, null);
        var (revision, at) = Rows.Body<Changed>(row);
        return new BucketState(product, bucket, revision, at, row.ETag);
    }

    public async Task<KeptTrack?> FindAsync(string product, string leadId, CancellationToken cancel) =>
        await tables.Insights.FindAsync(
            TrackRows.Partition(product, TrackRows.BucketOf(leadId)), TrackRows.Track(leadId), cancel) is { } row
            ? Rows.Body<KeptTrack>(row)
            : null;

    /// <summary>All tracks of a bucket with what they added, by lead id.</summary>
    public IAsyncEnumerable<KeptTrack> TracksAsync(string product, int bucket, CancellationToken cancel) =>
        tables.Insights.RangeAsync(TrackRows.Partition(product, bucket), "t|", "t}", 200, cancel)
            .Select(Rows.Body<KeptTrack>);

    /// <summary>
    /// The sums of a cube over one bucket, of the groups from one (inclusive) to another (exclusive; null: to the
    /// last).
    /// </summary>
    public async Task<IReadOnlyList<Cell>> SumsAsync(
        string product, int bucket, string cube, string from, string? to, CancellationToken cancel)
    {
        var prefix = TrackRows.Sum(cube, "");
        var cells = new List<Cell>();
        var rows = tables.Insights.RangeAsync(
            TrackRows.Partition(product, bucket), prefix + from, to is null ? prefix[..^1] + "}" : prefix + to, 1000,
            cancel);
        await foreach (var row in rows)
            cells.AddRange(Rows.Body<CellSums>(row).Cells.Select(
                cell => new Cell(cube, row.RowKey[prefix.Length..], cell.Key, cell.Value)));
        return cells;
    }

    /// <summary>
    /// How many of the moves were saved: the first ones, as many as fit one transaction. Null where the bucket changed
    /// since its state was read. A move that changes nothing is saved as well: it lets everybody know who read before.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// What the one move adds to a row of sums has no room there any more; nothing was saved.
    /// </exception>
    public async Task<int?> SaveAsync(
        BucketState state, IReadOnlyList<TrackMove> moves, DateTimeOffset now, CancellationToken cancel)
    {
        var partition = TrackRows.Partition(state.Product, state.Bucket);
        var next = Rows.Entity(partition, TrackRows.State, new Changed(state.Revision + 1, now));
        List<TableTransactionAction> actions =
        [
            state.Version is { } read
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, read)
                : new TableTransactionAction(TableTransactionActionType.Add, next),
        ];
        foreach (var move in moves)
        {
            if (move.Text is { } text) actions.Add(Put(Rows.Entity(partition, TrackRows.Track(move.LeadId), text)));
            else if (move.Before is not null) actions.Add(Gone(partition, TrackRows.Track(move.LeadId)));
        }
        var groups = moves.SelectMany(move => move.Moves).GroupBy(move => (move.Cell.Cube, move.Cell.Group)).ToList();
        var known = await RowsAsync(partition, groups.Select(group => group.Key), cancel);
        var (length, longest) = (moves.Sum(move => move.Text?.Length ?? 0), 0);
        foreach (var group in groups)
        {
            var row = TrackRows.Sum(group.Key.Cube, group.Key.Group);
            var sum = (known.GetValueOrDefault(row) ?? CellSums.Empty).With(group);
            var text = sum.Cells.Count > 0 ? Json.Write(sum) : null;
            (length, longest) = (length + (text?.Length ?? 0), Math.Max(longest, text?.Length ?? 0));
            if (text is not null) actions.Add(Put(Rows.Entity(partition, row, text)));
            else if (known.ContainsKey(row)) actions.Add(Gone(partition, row));
        }
        if (moves.Count > 1 && (length > MostText || longest > MostOfRow))
            return await SaveAsync(state, [.. moves.Take(moves.Count / 2)], now, cancel);
        if (longest > MostOfRow && moves.Any(move => move.After is not null))
            throw new InvalidDataException($"A row of sums has {longest} characters; there is room for {MostOfRow}.");
        return await TrySubmitAsync(actions, cancel) ? moves.Count : null;
    }

    /// <summary>The leads of a bucket behind this one that have a profile, in the order of their ids.</summary>
    public IAsyncEnumerable<string> LeadsAsync(int bucket, string? after, int most, CancellationToken cancel)
    {
        var (from, to) = TrackRows.Ids(bucket);
        from = after is null ? from : after + "!"; // ids are hexadecimal: nothing lies between
        return tables.Leads.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter(
                    $"PartitionKey ge {from} and PartitionKey lt {to} and RowKey eq {LeadRows.Profile}"),
                most, [nameof(ITableEntity.PartitionKey)], cancel)
            .Take(most).Select(row => row.PartitionKey);
    }

    public async Task<bool> IsAnybodyHereAsync(CancellationToken cancel)
    {
        var (from, to) = (TrackRows.Ids(0).From, TrackRows.Ids(TrackRows.Buckets - 1).To);
        return await tables.Leads.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(
                $"PartitionKey ge {from} and PartitionKey lt {to} and RowKey eq {LeadRows.Profile}"),
            1, [nameof(ITableEntity.PartitionKey)], cancel).AnyAsync(cancel);
    }

    private async Task<IReadOnlyDictionary<string, CellSums>> RowsAsync(
        string partition, IEnumerable<(string Cube, string Group)> groups, CancellationToken cancel)
    {
        var found = new System.Collections.Concurrent.ConcurrentDictionary<string, CellSums>(StringComparer.Ordinal);
        await SideBySide.ForEachAsync(groups, async (group, stop) =>
        {
            var key = TrackRows.Sum(group.Cube, group.Group);
            if (await tables.Insights.FindAsync(partition, key, stop) is { } row) found[key] = Rows.Body<CellSums>(row);
        }, cancel);
        return found;
    }

    private async Task<bool> TrySubmitAsync(List<TableTransactionAction> actions, CancellationToken cancel)
    {
        try
        {
            await tables.Insights.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException changed) when (changed.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static TableTransactionAction Put(TableEntity row) =>
        new(TableTransactionActionType.UpsertReplace, row);

    private static TableTransactionAction Gone(string partition, string row) =>
        new(TableTransactionActionType.Delete, new TableEntity(partition, row), ETag.All);

    private sealed record Changed(long Revision, DateTimeOffset At);
}
