using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Access;

/// <summary>
/// The audit trail: who was shown whose data, when and through which door. Rows name leads by their opaque ids, and
/// outlive the leads: they prove who has seen what, and after an erasure nobody can tell whom.
/// </summary>
public sealed class AuditIndex(Tables tables, AuditLeadIndex leads, Chance chance, TimeProvider time)
{
    private const string AfterHours = ":"; // behind all figures

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
        await leads.AddAsync(readings, cancel);
        await tables.Audit.SubmitPartsAsync(readings.Select(Written), cancel);
    }

    /// <summary>Newest first, of what lies behind a place.</summary>
    public async IAsyncEnumerable<(string Row, Reading Reading)> ReadAsync(
        AuditPlace after, int pageSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in tables.Audit.RangeAsync(after.Partition, after.Row + "~", "~", pageSize, cancel))
            yield return (row.RowKey, Rows.Body<Reading>(row));
        await foreach (var row in tables.Audit.QueryAsync<TableEntity>(
            HoursBehind(after.Partition), pageSize, cancellationToken: cancel))
            yield return (row.RowKey, Rows.Body<Reading>(row));
    }

    /// <summary>The same of the hours only in which this lead's data may have been shown.</summary>
    public async IAsyncEnumerable<(string Row, Reading Reading)> ReadOfAsync(
        string leadId, AuditPlace after, int pageSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var hour in leads.ReadAsync(leadId, after.Partition, cancel))
        {
            var from = hour == after.Partition ? after.Row + "~" : "";
            await foreach (var row in tables.Audit.RangeAsync(hour, from, "~", pageSize, cancel))
                yield return (row.RowKey, Rows.Body<Reading>(row));
        }
    }

    private static TableTransactionAction Written(Reading reading)
    {
        var (partition, row) = AuditPlace.Of(reading);
        return new(TableTransactionActionType.UpsertReplace, Rows.Entity(partition, row, reading));
    }

    /// <summary>The rows of the trail itself, whose partitions are hours, that are older than this hour.</summary>
    internal static string HoursBehind(string partition) =>
        TableClient.CreateQueryFilter($"PartitionKey gt {partition} and PartitionKey lt {AfterHours}");
}
