using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Exports;

/// <summary>
/// Saved views: rows of table <c>settings</c>, partition <c>view</c>, by id. Each change insists on what was read:
/// whether it is allowed depends on that.
/// </summary>
public sealed class ViewStore(Tables tables)
{
    private const string Partition = "view";

    public async Task<SavedView?> FindAsync(string id, CancellationToken cancel) =>
        (await ReadAsync(id, cancel))?.View;

    /// <summary>With the version of the row, by which a change insists on what was read.</summary>
    public async Task<(SavedView View, ETag Row)?> ReadAsync(string id, CancellationToken cancel) =>
        SavedView.IsId(id) && await tables.Settings.FindAsync(Partition, id, cancel) is { } row
            ? (Rows.Body<SavedView>(row), row.ETag)
            : null;

    public async Task<IReadOnlyList<(string Id, SavedView View)>> AllAsync(CancellationToken cancel) =>
        await tables.Settings
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancel)
            .Select(row => (row.RowKey, Rows.Body<SavedView>(row))).ToListAsync(cancel);

    /// <summary>
    /// In the place of what was read, or as a new one where nothing was (null); false where that has changed since.
    /// </summary>
    public Task<bool> TrySaveAsync(string id, SavedView view, ETag? read, CancellationToken cancel)
    {
        var row = Rows.Entity(Partition, id, view);
        return read is { } version
            ? tables.Settings.TryReplaceAsync(row, version, cancel)
            : tables.Settings.TryAddAsync(row, cancel);
    }

    /// <summary>False where it has changed since it was read; one that is not there is as was wanted.</summary>
    public async Task<bool> RemoveAsync(string id, ETag row, CancellationToken cancel)
    {
        try
        {
            await tables.Settings.DeleteEntityAsync(Partition, id, row, cancel);
            return true;
        }
        catch (RequestFailedException other) when (other.Status is 404 or 412)
        {
            return other.Status == 404;
        }
    }
}
