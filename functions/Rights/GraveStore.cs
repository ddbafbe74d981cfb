using Azure;
using Azure.Data.Tables;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Rights;

/// <summary>An erasure under way, with the version of its tombstone: what changes under it, it insists on.</summary>
public sealed record OpenGrave(string LeadId, Tombstone Gone, ETag Version);

/// <summary>
/// Empties a lead's partition. Every write insists on the tombstone as it was read, so a worker that comes late, when
/// the erasure is done or the person is back, changes nothing.
/// </summary>
public sealed class GraveStore(Tables tables)
{
    private const int RowsAtOnce = 99; // and the tombstone, in a transaction of at most 100

    /// <summary>The profile goes and the tombstone comes; false where the lead changed since it was read.</summary>
    public Task<bool> TryBeginAsync(LeadSnapshot lead, Tombstone gone, CancellationToken cancel)
    {
        var (id, entity) = (lead.Lead.Id, Rows.Entity(lead.Lead.Id, LeadRows.Gone, gone));
        return TrySubmitAsync(
            [
                Action(TableTransactionActionType.Delete, new TableEntity(id, LeadRows.Profile),
                    lead.Rows[LeadRows.Profile].ETag),
                lead.Rows.TryGetValue(LeadRows.Gone, out var earlier)
                    ? Action(TableTransactionActionType.UpdateReplace, entity, earlier.ETag)
                    : Action(TableTransactionActionType.Add, entity, default),
            ],
            cancel);
    }

    /// <summary>Null when nothing is being erased here (any more).</summary>
    public async Task<OpenGrave?> FindAsync(string leadId, CancellationToken cancel) =>
        await tables.Leads.FindAsync(leadId, LeadRows.Gone, cancel) is { } row
        && Rows.Body<Tombstone>(row) is { IsUnderWay: true } gone
            ? new OpenGrave(leadId, gone, row.ETag)
            : null;

    public async Task<IReadOnlyList<ConsentRecord>> ConsentsAsync(string leadId, CancellationToken cancel)
    {
        var record = new List<ConsentRecord>();
        await foreach (var row in tables.Leads.RangeAsync(leadId, "consent|", "consent}", 1000, cancel))
            record.Add(Rows.Body<ConsentRecord>(row));
        return record;
    }

    /// <summary>The next rows that have to go, as many as one transaction takes away.</summary>
    public async Task<IReadOnlyList<TableEntity>> RowsAsync(OpenGrave grave, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        var all = TableClient.CreateQueryFilter($"PartitionKey eq {grave.LeadId}");
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>(all, RowsAtOnce + 1, cancellationToken: cancel))
        {
            if (Erasure.Takes(grave.Gone, row.RowKey, Rows.Text(row))) rows.Add(row);
            if (rows.Count == RowsAtOnce) break;
        }
        return rows;
    }

    public Task RemoveAsync(OpenGrave grave, IEnumerable<TableEntity> rows, CancellationToken cancel) =>
        TrySubmitAsync(
            [
                Marked(grave, grave.Gone),
                .. rows.Select(row => Action(TableTransactionActionType.Delete, row, ETag.All)),
            ],
            cancel);

    public Task MarkAsync(OpenGrave grave, Tombstone gone, CancellationToken cancel) =>
        TrySubmitAsync([Marked(grave, gone)], cancel);

    /// <summary>The last row of a partition that leaves no trace.</summary>
    public Task CloseAsync(OpenGrave grave, CancellationToken cancel) => TrySubmitAsync(
        [Action(TableTransactionActionType.Delete, new TableEntity(grave.LeadId, LeadRows.Gone), grave.Version)],
        cancel);

    private static TableTransactionAction Marked(OpenGrave grave, Tombstone gone) => Action(
        TableTransactionActionType.UpdateReplace, Rows.Entity(grave.LeadId, LeadRows.Gone, gone), grave.Version);

    private static TableTransactionAction Action(TableTransactionActionType type, TableEntity entity, ETag version) =>
        new(type, entity, version);

    /// <summary>False where another worker was first: whoever asked looks again.</summary>
    private async Task<bool> TrySubmitAsync(TableTransactionAction[] actions, CancellationToken cancel)
    {
        try
        {
            await tables.Leads.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException changed) when (changed.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
