using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// The tables of the embedded store. Names are the service's: 3 to 63 letters and digits, letter first, any case.
/// </summary>
public sealed partial class EmbeddedTableServiceClient : TableServiceClient
{
    private readonly StoreWriter _writer;
    private readonly StoreReaders _readers;

    internal EmbeddedTableServiceClient(StoreWriter writer, StoreReaders readers)
    {
        _writer = writer;
        _readers = readers;
    }

    public override string AccountName => "embedded";

    public override TableClient GetTableClient(string tableName) =>
        new EmbeddedTableClient(this, tableName, _writer, _readers);

    public override async Task<Response<TableItem>> CreateTableAsync(
        string tableName, CancellationToken cancellationToken = default) =>
        await CreateAsync(tableName, cancellationToken)
            ? Created(tableName, 201)
            : throw TableErrors.TableAlreadyExists(tableName);

    public override async Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default) =>
        Created(tableName, await CreateAsync(tableName, cancellationToken) ? 201 : 409);

    /// <summary>
    /// Deletes the table and its rows; a table that is not there answers status 404 and does not throw.
    /// </summary>
    public override async Task<Response> DeleteTableAsync(
        string tableName, CancellationToken cancellationToken = default)
    {
        var deleted = await _writer.WriteAsync(scope => Delete(scope.Connection, tableName), cancellationToken);
        return new PlainResponse(deleted ? 204 : 404);
    }

    /// <summary>All tables in the order of their names, on one page; a filter may name <c>TableName</c>.</summary>
    public override AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new Pages<TableItem>((_, _, _) => Task.FromResult(ReadNames(filter)), maxPerPage, cancellationToken);

    private Page<TableItem> ReadNames(string? filter)
    {
        var wanted = Filters.FilterParser.Parse(filter);
        var names = _readers.Read(connection => Names(connection)
            .Where(name => wanted.Matches(property => property == "TableName" ? name : null)).ToList());
        return Page<TableItem>.FromValues(
            [.. names.Select(name => new TableItem(name))], null, new PlainResponse(200));
    }

    private static IEnumerable<string> Names(StoreConnection connection)
    {
        using var reader = connection.Statement("SELECT name FROM tables ORDER BY name").ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }

    private Task<bool> CreateAsync(string name, CancellationToken cancellation)
    {
        if (!ValidName().IsMatch(name))
            throw TableErrors.Failed(400, "InvalidResourceName",
                $"The table name '{name}' must be 3 to 63 letters and digits, a letter first.");
        return _writer.WriteAsync(
            scope => scope.Connection.Execute(
                "INSERT INTO tables (name) VALUES ($0) ON CONFLICT DO NOTHING", name) == 1, cancellation);
    }

    private static bool Delete(StoreConnection connection, string name)
    {
        if (connection.Number("SELECT id FROM tables WHERE name = $0", name) is not { } id) return false;
        connection.Execute("DELETE FROM entities WHERE tbl = $0", id);
        connection.Execute("DELETE FROM tables WHERE id = $0", id);
        return true;
    }

    private static Response<TableItem> Created(string name, int status) =>
        Response.FromValue(new TableItem(name), new PlainResponse(status));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex ValidName();
}
