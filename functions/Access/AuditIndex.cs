using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Storage;

namespace LeadScoring.Access;

/// <summary>
/// The audit trail: who was shown whose data, when and through which door. Rows name leads by their opaque ids, and
/// outlive the leads: they prove who has seen what, and after an erasure nobody can tell whom.
/// </summary>
public sealed class AuditIndex(Tables tables, InForce content, Chance chance, TimeProvider time)
{
    private const int MostAtOnce = 100; // of one transaction
    private const int MostRemoved = 10_000;

    /// <summary>Ends when all of it is kept.</summary>
    /// <param name="caller">Whom it is shown to.</param>
    /// <param name="door">The function that shows it, or what else does.</param>
    /// <param name="leadIds">Whose data it is.</param>
    /// <param name="query">What was asked for, as <see cref="AskedFor"/> tells it.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task WriteAsync(
        Caller caller, string door, IEnumerable<string> leadIds, string query, CancellationToken cancel)
    {
        var readings = Reading.Of(time.GetUtcNow(), chance.NewId(), caller, door, leadIds, query);
        var rows = readings.Select(reading => (Place: AuditPlace.Of(reading), Reading: reading))
            .Select(one => Rows.Entity(one.Place.Partition, one.Place.Row, one.Reading));
        foreach (var part in rows.Chunk(MostAtOnce))
        {
            if (part is [var only])
                await tables.Audit.UpsertEntityAsync(only, TableUpdateMode.Replace, cancel);
            else
                await tables.Audit.SubmitTransactionAsync(part.Select(
                    row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancel);
        }
    }

    /// <summary>Newest first, of what lies behind a place.</summary>
    public async IAsyncEnumerable<(string Row, Reading Reading)> ReadAsync(
        AuditPlace after, int pageSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in tables.Audit.RangeAsync(after.Partition, after.Row + "~", "~", pageSize, cancel))
            yield return (row.RowKey, Rows.Body<Reading>(row));
        var older = TableClient.CreateQueryFilter($"PartitionKey gt {after.Partition}");
        await foreach (var row in tables.Audit.QueryAsync<TableEntity>(older, pageSize, cancellationToken: cancel))
            yield return (row.RowKey, Rows.Body<Reading>(row));
    }

    /// <summary>
    /// Removes what is older than <c>retention.audit</c>, by whole hours and up to 10,000 rows: what is left over goes
    /// in the next hour.
    /// </summary>
    public async Task RemoveOldAsync(CancellationToken cancel)
    {
        var kept = content.Edition.Sender.Retention.Audit;
        var oldest = AuditPlace.At(Retention.Before(time.GetUtcNow(), kept));
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {oldest.Partition}");
        var old = tables.Audit.QueryAsync<TableEntity>(
            filter, 1000, ["PartitionKey", "RowKey"], cancel).Take(MostRemoved);
        await foreach (var page in old.Chunk(1000).WithCancellation(cancel))
            foreach (var hour in page.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
                foreach (var part in hour.Chunk(MostAtOnce)) await RemoveAsync(part, cancel);
    }

    private async Task RemoveAsync(TableEntity[] rows, CancellationToken cancel)
    {
        try
        {
            await tables.Audit.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(
                TableTransactionActionType.Delete, row, ETag.All)), cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another instance is at it; what it leaves goes in the next hour.
        }
    }
}
