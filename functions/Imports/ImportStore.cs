using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>
/// Imports in table <c>imports</c>: partition <c>imports|</c>, as no import can be called, has a row for each; a
/// partition named like the import has its file in parts (<c>part|…</c>), until it is worked off, its errors
/// (<c>error|…</c>) and the leads it reached (<c>lead|…</c>), which an undo goes by; its lines in another order are
/// <see cref="SortedLineStore"/>.
/// </summary>
public sealed class ImportStore(Tables tables)
{
    private const string Heads = "imports|";
    private const int BlockBytes = 60_000; // a property of the table service has 64 KiB
    private const int RowBlocks = 4;
    private const int RowBytes = BlockBytes * RowBlocks;

    public async Task<(ImportState State, ETag Version)?> FindAsync(string id, CancellationToken cancel) =>
        await tables.Imports.FindAsync(Heads, id, cancel) is { } row ? (Rows.Body<ImportState>(row), row.ETag) : null;

    public Task<bool> TryAddAsync(ImportState state, CancellationToken cancel) =>
        tables.Imports.TryAddAsync(Rows.Entity(Heads, state.Id, state), cancel);

    /// <summary>False where somebody else was first.</summary>
    public Task<bool> TrySaveAsync(ImportState state, ETag version, CancellationToken cancel) =>
        tables.Imports.TryReplaceAsync(Rows.Entity(Heads, state.Id, state), version, cancel);

    public async Task<IReadOnlyList<ImportState>> AllAsync(CancellationToken cancel) =>
        await tables.Imports
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Heads}"), cancellationToken: cancel)
            .Select(Rows.Body<ImportState>).ToListAsync(cancel);

    /// <summary>The rows of a part; they are the import's when its own row says so.</summary>
    public Task AddPartAsync(string id, ImportPart part, ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        SideBySide.ForEachAsync(
            Enumerable.Range(0, RowsOf(part.Bytes)),
            async (number, stop) => await tables.Imports.UpsertEntityAsync(
                PartRow(id, part, number, bytes.Slice(
                    number * RowBytes, Math.Min(RowBytes, bytes.Length - number * RowBytes))),
                TableUpdateMode.Replace, stop),
            cancel);

    /// <summary>Bytes of the file from an offset on, to its end, row by row.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(
        ImportState import, long offset, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var part in import.Parts.OrderBy(part => part.Number))
        {
            if (offset >= part.Bytes)
            {
                offset -= part.Bytes;
                continue;
            }
            for (var number = (int)(offset / RowBytes); number < RowsOf(part.Bytes); number++)
            {
                var row = await tables.Imports.FindAsync(import.Id, PartKey(part, number), cancel)
                    ?? throw new InvalidOperationException($"Import {import.Id} lacks a row of its file.");
                var bytes = BytesOf(row);
                var skipped = (int)(offset % RowBytes);
                yield return skipped == 0 ? bytes : bytes[skipped..];
                offset = 0;
            }
        }
    }

    public Task AddErrorsAsync(ImportState import, IEnumerable<ImportError> errors, CancellationToken cancel) =>
        tables.Imports.SubmitPartsAsync(
            errors.Select(error => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                Rows.Entity(import.Id, $"{ErrorsOf(import.Run)}{Number(error.Line)}", error))),
            cancel);

    /// <summary>Of the latest run, in the order of the lines.</summary>
    public IAsyncEnumerable<ImportError> ErrorsAsync(ImportState import, int pageSize, CancellationToken cancel) =>
        tables.Imports.RangeAsync(
                import.Id, ErrorsOf(import.Run), ErrorsOf(import.Run)[..^1] + "}", pageSize, cancel)
            .Select(Rows.Body<ImportError>);

    /// <summary>The leads of a slice, noted before anything is done to them.</summary>
    public Task AddLeadsAsync(ImportState import, IReadOnlyList<string> leads, CancellationToken cancel) =>
        tables.Imports.UpsertEntityAsync(
            Rows.Entity(import.Id, $"lead|{Number(import.Line + (import.Sorting?.Done ?? 0))}", leads),
            TableUpdateMode.Replace, cancel);

    /// <summary>The next row of leads behind this one; null: there is none.</summary>
    public async Task<(string Row, IReadOnlyList<string> Leads)?> LeadsAsync(
        string id, string? after, CancellationToken cancel)
    {
        await foreach (var row in tables.Imports.RangeAsync(id, (after ?? "lead|") + "!", "lead}", 1, cancel))
            return (row.RowKey, Rows.Body<IReadOnlyList<string>>(row));
        return null;
    }

    /// <summary>The file, and its lines in the order of leads.</summary>
    public async Task RemoveFileAsync(string id, CancellationToken cancel)
    {
        await RemoveAsync(id, "part|", "part}", cancel);
        await RemoveAsync(id, SortedLineStore.Prefix, SortedLineStore.Prefix[..^1] + "}", cancel);
    }

    /// <summary>All rows but the import's own.</summary>
    public Task EmptyAsync(string id, CancellationToken cancel) => RemoveAsync(id, "", "}", cancel);

    public Task RemoveAsync(string id, CancellationToken cancel) =>
        tables.Imports.SubmitPartsAsync(
            [new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Heads, id), ETag.All)],
            cancel);

    /// <summary>Rows from a key on (inclusive) to another (exclusive).</summary>
    public async Task RemoveAsync(string id, string from, string to, CancellationToken cancel)
    {
        var keys = tables.Imports.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {id} and RowKey ge {from} and RowKey lt {to}"),
            Rows.MostAtOnce, [nameof(ITableEntity.PartitionKey), nameof(ITableEntity.RowKey)], cancel);
        await foreach (var page in keys.AsPages())
        {
            await tables.Imports.SubmitPartsAsync(
                page.Values.Select(row => new TableTransactionAction(
                    TableTransactionActionType.Delete, row, ETag.All)),
                cancel);
        }
    }

    private static TableEntity PartRow(string id, ImportPart part, int number, ReadOnlyMemory<byte> bytes)
    {
        var row = new TableEntity(id, PartKey(part, number));
        for (var block = 0; block * BlockBytes < bytes.Length; block++)
        {
            var start = block * BlockBytes;
            row[$"b{block}"] = bytes.Slice(start, Math.Min(BlockBytes, bytes.Length - start)).ToArray();
        }
        return row;
    }

    private static byte[] BytesOf(TableEntity row) =>
        [.. Enumerable.Range(0, RowBlocks).SelectMany(block => row.GetBinary($"b{block}") ?? [])];

    /// <summary>With the digest: of two contents for one part, the rows never mix.</summary>
    private static string PartKey(ImportPart part, int number) => string.Create(
        CultureInfo.InvariantCulture, $"part|{part.Number:D4}|{part.Digest}|{number:D4}");

    private static int RowsOf(long bytes) => (int)((bytes + RowBytes - 1) / RowBytes);

    private static string ErrorsOf(int run) => string.Create(CultureInfo.InvariantCulture, $"error|{run:D4}|");

    internal static string Number(int line) => line.ToString("D10", CultureInfo.InvariantCulture);
}
