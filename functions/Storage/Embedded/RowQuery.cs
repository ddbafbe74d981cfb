using System.Text;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage.Embedded.Filters;
using Microsoft.Data.Sqlite;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// One query, a page at a time, in key order. The filter's key ranges become one range scan of the primary key; the
/// rest of the filter is held against each row of it. A page ends when it is full or when enough rows have been looked
/// at, so it may be short or empty and still have a successor. The continuation token names the next key.
/// </summary>
internal sealed class RowQuery(string table, string? filter, IEnumerable<string>? select)
{
    private const int LargestPage = 1000;
    private const int MostRowsLookedAt = 20_000;

    private const string Rows = "SELECT pk, rk, version, time, properties FROM entities WHERE tbl = $0 AND ";
    private const string Order = " ORDER BY pk, rk";

    private readonly Filter _filter = FilterParser.Parse(filter);
    private readonly HashSet<string>? _select = select?.ToHashSet(StringComparer.Ordinal);

    public Page<T> Read<T>(StoreConnection connection, string? token, int? size) where T : class, ITableEntity
    {
        if (size is < 1 or > LargestPage)
            throw TableErrors.InvalidInput($"A page has 1 to {LargestPage} rows, not {size}.");
        var id = TableRows.TableId(connection, table);
        var (rows, next) = Scan(connection, id, token, size ?? LargestPage);
        return Page<T>.FromValues([.. rows.Select(row => row.ToEntity<T>(_select))], next, new PlainResponse(200));
    }

    private (List<StoredRow> Rows, string? Next) Scan(StoreConnection connection, long id, string? token, int size)
    {
        var partitions = KeyRange.Of(_filter, nameof(ITableEntity.PartitionKey));
        var keys = KeyRange.Of(_filter, nameof(ITableEntity.RowKey));
        var found = new List<StoredRow>();
        if (partitions.IsEmpty || keys.IsEmpty) return (found, null);

        var (fromPartition, fromKey) = token is null ? (partitions.From, keys.From) : Decode(token);
        var scan = partitions.IsPoint
            ? InOnePartition(connection, id, partitions.From, fromKey, keys.To)
            : AcrossPartitions(connection, id, fromPartition, token is null ? "" : fromKey, partitions.To);
        using var reader = scan.ExecuteReader();
        for (var seen = 0; reader.Read(); seen++)
        {
            var row = new StoredRow(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3),
                reader.GetFieldValue<byte[]>(4));
            if (found.Count == size || seen == MostRowsLookedAt) return (found, Encode(row));
            if (_filter.Matches(row.Value)) found.Add(row);
        }
        return (found, null);
    }

    // An upper bound that may be absent needs its own text: "OR $3 IS NULL" would keep it out of the index's range.
    private static SqliteCommand InOnePartition(
        StoreConnection connection, long id, string partition, string from, string? to) =>
        to is null
            ? connection.Statement($"{Rows}pk = $1 AND rk >= $2{Order}", id, partition, from)
            : connection.Statement($"{Rows}pk = $1 AND rk >= $2 AND rk <= $3{Order}", id, partition, from, to);

    private static SqliteCommand AcrossPartitions(
        StoreConnection connection, long id, string partition, string from, string? to) =>
        to is null
            ? connection.Statement($"{Rows}(pk, rk) >= ($1, $2){Order}", id, partition, from)
            : connection.Statement($"{Rows}(pk, rk) >= ($1, $2) AND pk <= $3{Order}", id, partition, from, to);

    private static string Encode(StoredRow next) =>
        string.Join(' ', new[] { next.PartitionKey, next.RowKey }
            .Select(key => Convert.ToBase64String(Encoding.UTF8.GetBytes(key))));

    private static (string PartitionKey, string RowKey) Decode(string token)
    {
        try
        {
            return token.Split(' ').Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part))).ToArray()
                is [var partitionKey, var rowKey] ? (partitionKey, rowKey) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw TableErrors.InvalidInput("The continuation token is not one of this table's.");
        }
    }
}
