using Azure;
using Azure.Data.Tables;

namespace LeadScoring.Storage;

/// <summary>
/// Rows of every table: one JSON document, cut into properties <c>d0</c>, <c>d1</c>… below the table service's limit
/// of 32K characters a property (a row may have 1 MiB).
/// </summary>
public static class Rows
{
    /// <summary>Of one answer; storage refuses more.</summary>
    public const int MostAtOnce = 1000;

    private const int Chunk = 30_000;

    public static TableEntity Entity<T>(string partition, string row, T body) =>
        Entity(partition, row, Json.Write(body));

    public static TableEntity Entity(string partition, string row, string json)
    {
        var entity = new TableEntity(partition, row);
        for (int start = 0, n = 0; start < json.Length; n++)
        {
            var end = Math.Min(start + Chunk, json.Length);
            if (end < json.Length && char.IsHighSurrogate(json[end - 1])) end--; // half a character is none in UTF-8
            entity[$"d{n}"] = json[start..end];
            start = end;
        }
        return entity;
    }

    public static T Body<T>(TableEntity entity) => Json.Read<T>(Text(entity));

    public static string Text(TableEntity entity)
    {
        var first = entity.GetString("d0")!;
        if (!entity.ContainsKey("d1")) return first;
        var chunks = new List<string> { first };
        while (entity.GetString($"d{chunks.Count}") is { } chunk) chunks.Add(chunk);
        return string.Concat(chunks);
    }

    /// <summary>The row, or null where there is none.</summary>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table, string partition, string row, CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Inserts the row unless its key is taken; true where this call inserted it.</summary>
    public static async Task<bool> TryAddAsync(this TableClient table, TableEntity entity, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(entity, cancel);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Replaces the row as it was read; false where it has changed since, or is gone.</summary>
    public static async Task<bool> TryReplaceAsync(
        this TableClient table, TableEntity entity, ETag version, CancellationToken cancel)
    {
        try
        {
            await table.UpdateEntityAsync(entity, version, TableUpdateMode.Replace, cancel);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>
    /// How many rows to ask for at once where so many are wanted and some of those read may be passed over: many small
    /// pages take longer than one.
    /// </summary>
    public static int PageFor(int wanted) => Math.Clamp(wanted, 400, MostAtOnce);

    /// <summary>
    /// The rows of one partition from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive).
    /// </summary>
    public static AsyncPageable<TableEntity> RangeAsync(
        this TableClient table, string partition, string from, string to, int pageSize, CancellationToken cancel) =>
        table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"),
            pageSize, cancellationToken: cancel);
}
