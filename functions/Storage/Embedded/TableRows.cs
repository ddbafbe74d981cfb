using Azure;
using Azure.Data.Tables;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// The rows of one table on an open connection: reading one, and each kind of write with its condition.
/// </summary>
internal static class TableRows
{
    private const string Values =
        "INTO entities (tbl, pk, rk, version, time, properties) VALUES ($0, $1, $2, $3, $4, $5)";

    /// <exception cref="RequestFailedException">404 TableNotFound.</exception>
    public static long TableId(StoreConnection connection, string table) =>
        TryTableId(connection, table) ?? throw TableErrors.TableNotFound(table);

    public static long? TryTableId(StoreConnection connection, string table) =>
        connection.Number("SELECT id FROM tables WHERE name = $0", table);

    public static StoredRow? Find(StoreConnection connection, long table, string partitionKey, string rowKey)
    {
        using var reader = connection.Statement(
            "SELECT version, time, properties FROM entities WHERE tbl = $0 AND pk = $1 AND rk = $2",
            table, partitionKey, rowKey).ExecuteReader();
        return reader.Read()
            ? new StoredRow(
                partitionKey, rowKey, reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2))
            : null;
    }

    /// <summary>Makes one change and answers the row's new ETag, null after a delete.</summary>
    /// <exception cref="RequestFailedException">404, 409 or 412, and nothing has changed.</exception>
    public static ETag? Apply(WriteScope scope, long table, RowChange change)
    {
        switch (change.Type)
        {
            case TableTransactionActionType.Add:
                return Insert(scope, table, change, change.Encoded) ?? throw TableErrors.AlreadyExists();
            case TableTransactionActionType.UpsertReplace:
                return Replace(scope, table, change, change.Encoded);
        }

        var existing = Find(scope.Connection, table, change.PartitionKey, change.RowKey);
        if (existing is null)
            return change.Type == TableTransactionActionType.UpsertMerge
                ? Insert(scope, table, change, change.Encoded)
                : throw TableErrors.NotFound();
        if (change.Condition is { } condition && condition != StoredRow.ETagOf(existing.Version))
            throw TableErrors.ConditionNotMet();
        return change.Type switch
        {
            TableTransactionActionType.Delete => Delete(scope, table, change),
            TableTransactionActionType.UpdateReplace => Replace(scope, table, change, change.Encoded),
            _ => Replace(scope, table, change, change.MergedInto(existing)),
        };
    }

    private static ETag? Insert(WriteScope scope, long table, RowChange change, byte[] encoded)
    {
        var version = scope.NextVersion();
        var inserted = scope.Connection.Execute(
            $"INSERT OR IGNORE {Values}",
            table, change.PartitionKey, change.RowKey, version, scope.Now, encoded);
        return inserted == 1 ? StoredRow.ETagOf(version) : null;
    }

    private static ETag? Replace(WriteScope scope, long table, RowChange change, byte[] encoded)
    {
        var version = scope.NextVersion();
        scope.Connection.Execute(
            $"INSERT OR REPLACE {Values}",
            table, change.PartitionKey, change.RowKey, version, scope.Now, encoded);
        return StoredRow.ETagOf(version);
    }

    private static ETag? Delete(WriteScope scope, long table, RowChange change)
    {
        scope.Connection.Execute(
            "DELETE FROM entities WHERE tbl = $0 AND pk = $1 AND rk = $2", table, change.PartitionKey, change.RowKey);
        return null;
    }
}
