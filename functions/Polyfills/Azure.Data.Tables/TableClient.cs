using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>
/// The rows of one table. Failures are <see cref="RequestFailedException"/> with the service's status and error code:
/// 404 ResourceNotFound or TableNotFound, 409 EntityAlreadyExists, 412 UpdateConditionNotSatisfied.
/// </summary>
public class TableClient
{
    /// <summary>For subclasses that keep the rows elsewhere.</summary>
    protected TableClient()
    {
    }

    public virtual string Name => throw Unsupported();

    public virtual string AccountName => throw Unsupported();

    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        throw Unsupported();

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        throw Unsupported();

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) => throw Unsupported();

    public virtual Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) where T : class, ITableEntity => throw Unsupported();

    public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) where T : class, ITableEntity => throw Unsupported();

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => throw Unsupported();

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => throw Unsupported();

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default) where T : ITableEntity => throw Unsupported();

    /// <summary>
    /// Deletes unconditionally without an ETag; a row that is not there answers status 404 and does not throw.
    /// </summary>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        throw Unsupported();

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        throw Unsupported();

    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) where T : class, ITableEntity => throw Unsupported();

    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        throw Unsupported();

    internal static NotSupportedException Unsupported() =>
        new("This client keeps no rows itself: use the embedded store's client.");
}
