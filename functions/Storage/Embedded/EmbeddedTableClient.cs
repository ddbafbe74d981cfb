using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using static Azure.Data.Tables.TableTransactionActionType;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// One table of the embedded store, with the meaning of the service's own client; its asynchronous members only.
/// </summary>
public sealed class EmbeddedTableClient : TableClient
{
    private readonly EmbeddedTableServiceClient _service;
    private readonly StoreWriter _writer;
    private readonly StoreReaders _readers;

    internal EmbeddedTableClient(
        EmbeddedTableServiceClient service, string name, StoreWriter writer, StoreReaders readers)
    {
        _service = service;
        Name = name;
        _writer = writer;
        _readers = readers;
    }

    public override string Name { get; }

    public override string AccountName => _service.AccountName;

    public override Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        _service.CreateTableAsync(Name, cancellationToken);

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        _service.CreateTableIfNotExistsAsync(Name, cancellationToken);

    public override Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _service.DeleteTableAsync(Name, cancellationToken);

    public override Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) =>
        Answered(() => Find<T>(partitionKey, rowKey, select) ?? throw Missing(), cancellationToken);

    /// <summary>No value where the row is not there, or its table.</summary>
    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) =>
        Answered<NullableResponse<T>>(
            () => Find<T>(partitionKey, rowKey, select) is { } found ? found : new NoValue<T>(), cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        WriteAsync(() => new RowChange(Add, entity, default), cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync(() => new RowChange(mode == TableUpdateMode.Merge ? UpsertMerge : UpsertReplace, entity, default),
            cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
    {
        if (ifMatch == default)
            throw new ArgumentException("An update needs an ETag: the row's own, or ETag.All.", nameof(ifMatch));
        return WriteAsync(() => new RowChange(
            mode == TableUpdateMode.Merge ? UpdateMerge : UpdateReplace, entity, ifMatch), cancellationToken);
    }

    public override Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public override async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        try
        {
            return await WriteAsync(() => new RowChange(Delete, partitionKey, rowKey, ifMatch), cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return new PlainResponse(404);
        }
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) =>
        new Pages<T>(
            (token, size, _) => Task.FromResult(
                _readers.Read(connection => new RowQuery(Name, filter, select).Read<T>(connection, token, size))),
            maxPerPage, cancellationToken);

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var transaction = new RowTransaction([.. transactionActions]);
        var answers = await _writer.WriteAsync(scope => transaction.Apply(scope, Name), cancellationToken);
        return Response.FromValue(answers, new PlainResponse(202));
    }

    private Response<T>? Find<T>(string partitionKey, string rowKey, IEnumerable<string>? select)
        where T : class, ITableEntity
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var row = _readers.Read(connection => TableRows.TryTableId(connection, Name) is { } table
            ? TableRows.Find(connection, table, partitionKey, rowKey)
            : null);
        return row is null
            ? null
            : Response.FromValue(
                row.ToEntity<T>(select?.ToHashSet(StringComparer.Ordinal)),
                new PlainResponse(200, StoredRow.ETagOf(row.Version)));
    }

    private RequestFailedException Missing() =>
        _readers.Read(connection => TableRows.TryTableId(connection, Name)) is null
            ? TableErrors.TableNotFound(Name)
            : TableErrors.NotFound();

    private async Task<Response> WriteAsync(Func<RowChange> read, CancellationToken cancellation)
    {
        var change = read();
        return await _writer.WriteAsync(
            scope => new PlainResponse(
                204, TableRows.Apply(scope, TableRows.TableId(scope.Connection, Name), change)), cancellation);
    }

    private static Task<T> Answered<T>(Func<T> read, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        try
        {
            return Task.FromResult(read());
        }
        catch (Exception failure)
        {
            return Task.FromException<T>(failure);
        }
    }
}
