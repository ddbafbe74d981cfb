using System.Globalization;
using Azure.Core;
using Azure.Data.Tables.Models;
using LeadScoring.Storage;

namespace Azure.Data.Tables;

/// <summary>The tables of one account, over the Table service's REST protocol.</summary>
public class TableServiceClient
{
    private readonly TableRest? _rest;

    /// <summary>For subclasses that keep the tables elsewhere.</summary>
    protected TableServiceClient()
    {
    }

    /// <exception cref="FormatException">The connection string lacks something; the message says what.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        _rest = new TableRest(TableAccount.Parse(connectionString), options);

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential) : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        _rest = new TableRest(TableAccount.Of(endpoint, credential), options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        _rest = new TableRest(TableAccount.Of(endpoint, tokenCredential), options);

    internal TableServiceClient(TableRest rest) => _rest = rest;

    public virtual string AccountName => Rest.AccountName;

    private TableRest Rest => _rest ?? throw TableClient.Unsupported();

    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    public virtual TableClient GetTableClient(string tableName) => new(Rest, tableName);

    public virtual async Task<Response<TableItem>> CreateTableAsync(
        string tableName, CancellationToken cancellationToken = default) =>
        Response.FromValue(
            new TableItem(tableName), TableRest.Expect(await CreateAsync(tableName, cancellationToken), 201, 204));

    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default) =>
        Response.FromValue(
            new TableItem(tableName), TableRest.Expect(await CreateAsync(tableName, cancellationToken), 201, 204, 409));

    /// <summary>A table that is not there answers status 404 and does not throw.</summary>
    public virtual async Task<Response> DeleteTableAsync(
        string tableName, CancellationToken cancellationToken = default)
    {
        var answer = await Rest.SendAsync(RequestMethod.Delete, $"Tables('{tableName}')", null, cancellationToken);
        return TableRest.Expect(answer, 204, 404);
    }

    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new Pages<TableItem>(
            (token, size, cancellation) => ReadAsync(filter, token, size, cancellation), maxPerPage, cancellationToken);

    private async Task<Page<TableItem>> ReadAsync(
        string? filter, string? token, int? size, CancellationToken cancellation)
    {
        var query = TableRest.Query(
            ("$filter", filter), ("$top", size?.ToString(CultureInfo.InvariantCulture)), ("NextTableName", token));
        var answer =
            TableRest.Expect(await Rest.SendAsync(RequestMethod.Get, $"Tables?{query}", null, cancellation), 200);
        var items = TableRest.Parse(answer).GetProperty("value").EnumerateArray()
            .Select(item => new TableItem(item.GetProperty("TableName").GetString()!));
        var next = answer.Headers.TryGetValue("x-ms-continuation-NextTableName", out var name) ? name : null;
        return Page<TableItem>.FromValues([.. items], next, answer);
    }

    private Task<Response> CreateAsync(string name, CancellationToken cancellation) =>
        Rest.SendAsync(
            RequestMethod.Post, "Tables", BinaryData.FromObjectAsJson(new { TableName = name }), cancellation);
}
