using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Exports;

/// <summary>Saved views: rows of table <c>settings</c>, partition <c>view</c>, by id. Who saves last wins.</summary>
public sealed class ViewStore(Tables tables)
{
    private const string Partition = "view";

    public async Task<SavedView?> FindAsync(string id, CancellationToken cancel) =>
        SavedView.IsId(id) && await tables.Settings.FindAsync(Partition, id, cancel) is { } row
            ? Rows.Body<SavedView>(row)
            : null;

    public async Task<IReadOnlyList<(string Id, SavedView View)>> AllAsync(CancellationToken cancel) =>
        await tables.Settings
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancel)
            .Select(row => (row.RowKey, Rows.Body<SavedView>(row))).ToListAsync(cancel);

    public Task SaveAsync(string id, SavedView view, CancellationToken cancel) => tables.Settings.UpsertEntityAsync(
        Rows.Entity(Partition, id, view), TableUpdateMode.Replace, cancel);

    public async Task RemoveAsync(string id, CancellationToken cancel)
    {
        try
        {
            await tables.Settings.DeleteEntityAsync(Partition, id, ETag.All, cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // It is not there: as was wanted.
        }
    }
}
