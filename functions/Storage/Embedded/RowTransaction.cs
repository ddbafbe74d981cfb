using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using static LeadScoring.Storage.Embedded.TableErrors;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// An entity-group transaction under the service's limits: 1 to 100 actions on different rows of one partition, 4 MiB.
/// All happens or nothing; a refusal names the index of its action.
/// </summary>
internal sealed class RowTransaction
{
    private const int MostActions = 100;
    private const int LargestSize = 4 << 20;
    private readonly List<RowChange> _changes = [];

    /// <exception cref="ArgumentException">There is no action.</exception>
    /// <exception cref="TableTransactionFailedException">A limit is broken.</exception>
    public RowTransaction(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0)
            throw new ArgumentException("A transaction needs at least one action.", nameof(actions));
        var rows = new HashSet<string>(StringComparer.Ordinal);
        var size = 0L;
        for (var i = 0; i < actions.Count; i++)
        {
            var change = Read(actions[i], i);
            _changes.Add(change);
            size += change.Size;
            if (i >= MostActions)
                throw InTransaction(InvalidInput($"A transaction has at most {MostActions} actions."), i);
            if (size > LargestSize)
                throw InTransaction(
                    Failed(413, "RequestBodyTooLarge", $"A transaction has at most {LargestSize} bytes."), i);
            if (change.PartitionKey != _changes[0].PartitionKey)
                throw InTransaction(Failed(400, TableErrorCode.CommandsInBatchActOnDifferentPartitions,
                    "All actions of a transaction must be in one partition."), i);
            if (!rows.Add(change.RowKey))
                throw InTransaction(
                    Failed(400, TableErrorCode.InvalidDuplicateRow, "A transaction must not name a row twice."), i);
        }
    }

    [SuppressMessage("Style", "IDE0305", Justification = "The answer's type is a list of the base class.")]
    public IReadOnlyList<Response> Apply(WriteScope scope, string table)
    {
        var id = TableRows.TableId(scope.Connection, table);
        return _changes.Select((change, index) => Apply(scope, id, change, index)).ToList();
    }

    private static PlainResponse Apply(WriteScope scope, long table, RowChange change, int index)
    {
        try
        {
            return new PlainResponse(204, TableRows.Apply(scope, table, change));
        }
        catch (RequestFailedException refusal)
        {
            throw InTransaction(refusal, index);
        }
    }

    private static RowChange Read(TableTransactionAction action, int index)
    {
        try
        {
            return new RowChange(action.ActionType, action.Entity, action.ETag);
        }
        catch (RequestFailedException refusal)
        {
            throw InTransaction(refusal, index);
        }
    }
}
