using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace LeadScoring.Tests.Tracks;

/// <summary>The store's tables, with every row counted that is read or written.</summary>
internal sealed class RowMeter(TableServiceClient tables) : TableServiceClient
{
    private long _read;
    private long _written;

    /// <summary>Rows since the last call.</summary>
    public (long Read, long Written) Take() =>
        (Interlocked.Exchange(ref _read, 0), Interlocked.Exchange(ref _written, 0));

    public override TableClient GetTableClient(string tableName) => new Table(tables.GetTableClient(tableName), this);

    private void Read(int rows) => Interlocked.Add(ref _read, rows);

    private void Wrote(int rows) => Interlocked.Add(ref _written, rows);

    private sealed class Table(TableClient table, RowMeter meter) : TableClient
    {
        public override string Name => table.Name;

        public override Task<Response<TableItem>> CreateIfNotExistsAsync(
            CancellationToken cancellationToken = default) => table.CreateIfNotExistsAsync(cancellationToken);

        public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
            string partitionKey, string rowKey, IEnumerable<string>? select = null,
            CancellationToken cancellationToken = default)
        {
            meter.Read(1);
            return table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
        }

        public override AsyncPageable<T> QueryAsync<T>(
            string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null,
            CancellationToken cancellationToken = default) =>
            new Counted<T>(table.QueryAsync<T>(filter, maxPerPage, select, cancellationToken), meter);

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        {
            meter.Wrote(1);
            return table.AddEntityAsync(entity, cancellationToken);
        }

        public override Task<Response> UpsertEntityAsync<T>(
            T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        {
            meter.Wrote(1);
            return table.UpsertEntityAsync(entity, mode, cancellationToken);
        }

        public override Task<Response> UpdateEntityAsync<T>(
            T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge,
            CancellationToken cancellationToken = default)
        {
            meter.Wrote(1);
            return table.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken);
        }

        public override Task<Response> DeleteEntityAsync(
            string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
        {
            meter.Wrote(1);
            return table.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken);
        }

        public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
            IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
        {
            var actions = transactionActions.ToList();
            meter.Wrote(actions.Count);
            return table.SubmitTransactionAsync(actions, cancellationToken);
        }
    }

    private sealed class Counted<T>(AsyncPageable<T> rows, RowMeter meter) : AsyncPageable<T>
        where T : notnull
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(
            string? continuationToken = null, int? pageSizeHint = null)
        {
            await foreach (var page in rows.AsPages(continuationToken, pageSizeHint))
            {
                meter.Read(page.Values.Count);
                yield return page;
            }
        }
    }
}
