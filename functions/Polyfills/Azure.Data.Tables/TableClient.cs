using System.Globalization;
using Azure.Core;
using Azure.Data.Tables.Models;
using LeadScoring.Storage;

namespace Azure.Data.Tables;

/// <summary>
/// The rows of one table, over the Table service's REST protocol. Failures are <see cref="RequestFailedException"/>
/// with
/// the service's status and error code: 404 ResourceNotFound or TableNotFound, 409 EntityAlreadyExists, 412
/// UpdateConditionNotSatisfied.
/// </summary>
public class TableClient
{
    private readonly TableRest? _rest;
    private readonly string _name = "";

    /// <summary>For subclasses that keep the rows elsewhere.</summary>
    protected TableClient()
    {
    }

    /// <exception cref="FormatException">The connection string lacks something; the message says what.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(new TableRest(TableAccount.Parse(connectionString), options), tableName)
    {
    }

    public TableClient(
        Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(new TableRest(TableAccount.Of(endpoint, credential), options), tableName)
    {
    }

    public TableClient(
        Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(new TableRest(TableAccount.Of(endpoint, tokenCredential), options), tableName)
    {
    }

    internal TableClient(TableRest rest, string tableName) => (_rest, _name) = (rest, tableName);

    public virtual string Name => _name;

    public virtual string AccountName => Rest.AccountName;

    private TableRest Rest => _rest ?? throw Unsupported();

    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(Rest).CreateTableAsync(Name, cancellationToken);

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(Rest).CreateTableIfNotExistsAsync(Name, cancellationToken);

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(Rest).DeleteTableAsync(Name, cancellationToken);

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) where T : class, ITableEntity
    {
        var answer = TableRest.Expect(await GetAsync(partitionKey, rowKey, select, cancellationToken), 200);
        return Response.FromValue(EntityJson.Read<T>(TableRest.Parse(answer), answer.Headers.ETag?.ToString()), answer);
    }

    /// <summary>No value where the row is not there, or its table.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) where T : class, ITableEntity
    {
        var answer = TableRest.Expect(await GetAsync(partitionKey, rowKey, select, cancellationToken), 200, 404);
        return answer.Status == 404
            ? new NoValue<T>()
            : Response.FromValue(EntityJson.Read<T>(TableRest.Parse(answer), answer.Headers.ETag?.ToString()), answer);
    }

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableRest.Expect(
            await Rest.SendAsync(RequestMethod.Post, Name, EntityJson.Write(entity), cancellationToken), 201, 204);

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableRest.Expect(await Rest.SendAsync(
            MethodOf(mode), PathOf(Name, entity.PartitionKey, entity.RowKey), EntityJson.Write(entity),
                cancellationToken), 204);

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default) where T : ITableEntity
    {
        if (ifMatch == default)
            throw new ArgumentException("An update needs an ETag: the row's own, or ETag.All.", nameof(ifMatch));
        return TableRest.Expect(await Rest.SendAsync(
            MethodOf(mode), PathOf(Name, entity.PartitionKey, entity.RowKey), EntityJson.Write(entity),
                cancellationToken,
            ("If-Match", ifMatch.ToString())), 204);
    }

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    /// <summary>
    /// Deletes unconditionally without an ETag; a row that is not there answers status 404 and does not throw.
    /// </summary>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        TableRest.Expect(await Rest.SendAsync(
            RequestMethod.Delete, PathOf(Name, partitionKey, rowKey), null, cancellationToken,
            ("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString())), 204, 404);

    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        new Pages<T>(
            (token, size, cancellation) =>
                ReadAsync<T>(filter, select, token, size, cancellation), maxPerPage, cancellationToken);

    /// <exception cref="TableTransactionFailedException">An action was refused, and nothing has changed.</exception>
    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        TableTransactionAction[] actions = [.. transactionActions];
        if (actions.Length == 0)
            throw new ArgumentException("A transaction needs at least one action.", nameof(transactionActions));
        return new Changeset(Rest, Name, actions).SubmitAsync(cancellationToken);
    }

    internal static NotSupportedException Unsupported() =>
        new("This client keeps its rows itself and does not do this.");

    internal static string PathOf(string table, string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";
    }

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static RequestMethod MethodOf(TableUpdateMode mode) =>
        mode == TableUpdateMode.Merge ? RequestMethod.Patch : RequestMethod.Put;

    private static string? Next(ResponseHeaders headers)
    {
        if (!headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey)) return null;
        return headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey)
            ? $"{partitionKey} {rowKey}"
            : $"{partitionKey} ";
    }

    private Task<Response> GetAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellation)
    {
        var query = TableRest.Query(("$select", select is null ? null : string.Join(',', select)));
        return Rest.SendAsync(RequestMethod.Get, $"{PathOf(Name, partitionKey, rowKey)}?{query}", null, cancellation);
    }

    private async Task<Page<T>> ReadAsync<T>(
        string? filter, IEnumerable<string>? select, string? token, int? size, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        var keys = token?.Split(' ', 2);
        var query = TableRest.Query(
            ("$filter", filter), ("$top", size?.ToString(CultureInfo.InvariantCulture)),
            ("$select", select is null ? null : string.Join(',', select)),
            ("NextPartitionKey", keys?[0]),
                ("NextRowKey", keys?.ElementAtOrDefault(1) is { Length: > 0 } row ? row : null));
        var answer =
            TableRest.Expect(await Rest.SendAsync(RequestMethod.Get, $"{Name}()?{query}", null, cancellation), 200);
        var rows = TableRest.Parse(answer).GetProperty("value").EnumerateArray().Select(row => EntityJson.Read<T>(row));
        return Page<T>.FromValues([.. rows], Next(answer.Headers), answer);
    }
}
