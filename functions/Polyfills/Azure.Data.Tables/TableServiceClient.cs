using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The tables of one account.</summary>
public class TableServiceClient
{
    /// <summary>For subclasses that keep the tables elsewhere.</summary>
    protected TableServiceClient()
    {
    }

    public virtual string AccountName => throw Unsupported();

    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    public virtual TableClient GetTableClient(string tableName) => throw Unsupported();

    public virtual Task<Response<TableItem>> CreateTableAsync(
        string tableName, CancellationToken cancellationToken = default) => throw Unsupported();

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default) => throw Unsupported();

    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        throw Unsupported();

    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        throw Unsupported();

    private static NotSupportedException Unsupported() => TableClient.Unsupported();
}
