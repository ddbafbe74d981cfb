using System.Globalization;
using Azure;
using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace LeadScoring.Tests.Contracts;

/// <summary>
/// What an entity-group transaction means: all or nothing, in one partition, under the service's limits.
/// </summary>
public abstract class TransactionContract(BackEnd backEnd)
{
    [Fact]
    public async Task All_kinds_of_action_happen_together()
    {
        var table = await backEnd.NewTableAsync();
        foreach (var key in new[] { "merge", "replace", "delete", "upsert" })
            await table.AddEntityAsync(new TableEntity("p", key) { ["A"] = 1 });

        var answer = await table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "new") { ["B"] = 2 }),
            new(UpdateMerge, new TableEntity("p", "merge") { ["B"] = 2 }, ETag.All),
            new(UpdateReplace, new TableEntity("p", "replace") { ["B"] = 2 }, ETag.All),
            new(Delete, new TableEntity("p", "delete")),
            new(UpsertMerge, new TableEntity("p", "upsert") { ["B"] = 2 }),
            new(UpsertReplace, new TableEntity("p", "upserted") { ["B"] = 2 }),
        ]);

        Assert.Equal(6, answer.Value.Count);
        var rows = await table.QueryAsync<TableEntity>("PartitionKey eq 'p'")
            .ToDictionaryAsync(row => row.RowKey, row => (row.GetInt32("A"), row.GetInt32("B")));
        Assert.Equal(
            [("merge", (1, 2)), ("new", (null, 2)), ("replace", (null, 2)), ("upsert", (1, 2)),
                ("upserted", (null, 2))],
            rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, row.Value)));
        Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "new")).Value.ETag, answer.Value[0].Headers.ETag);
    }

    [Fact]
    public async Task One_refused_action_undoes_the_others_and_is_named()
    {
        var table = await backEnd.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "there"));

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "a")),
            new(UpsertReplace, new TableEntity("p", "b")),
            new(Add, new TableEntity("p", "there")),
            new(Add, new TableEntity("p", "c")),
        ]));

        Assert.Equal(
            (409, "EntityAlreadyExists", 2), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
        Assert.Equal(["there"], await table.QueryAsync<TableEntity>().Select(row => row.RowKey).ToListAsync());
    }

    [Fact]
    public async Task An_old_version_or_a_missing_row_refuses_the_transaction()
    {
        var table = await backEnd.NewTableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "state") { ["A"] = 1 })).Headers.ETag!.Value;
        await backEnd.PassAsync(TimeSpan.FromMilliseconds(20));
        await table.UpsertEntityAsync(new TableEntity("p", "state") { ["A"] = 2 });

        var stale = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(Add, new TableEntity("p", "row")),
                new(UpdateReplace, new TableEntity("p", "state") { ["A"] = 3 }, old)]));
        var missing = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(Add, new TableEntity("p", "row")), new(Delete, new TableEntity("p", "nobody"), ETag.All)]));

        Assert.Equal((412, 1), (stale.Status, stale.FailedTransactionActionIndex));
        Assert.Equal((404, 1), (missing.Status, missing.FailedTransactionActionIndex));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "row")).HasValue);
    }

    [Fact]
    public async Task A_hundred_actions_are_the_most()
    {
        var table = await backEnd.NewTableAsync();

        await table.SubmitTransactionAsync(Adds("p", 100));
        await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(Adds("q", 101)));

        Assert.Equal(100, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task The_same_row_twice_is_refused()
    {
        var table = await backEnd.NewTableAsync();

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(UpsertMerge, new TableEntity("p", "r")), new(UpsertMerge, new TableEntity("p", "r"))]));

        Assert.Equal((400, "InvalidDuplicateRow"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task No_action_is_no_transaction()
    {
        var table = await backEnd.NewTableAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => table.SubmitTransactionAsync([]));
    }

    private static IEnumerable<TableTransactionAction> Adds(string partition, int count) => Enumerable.Range(0, count)
        .Select(i => new TableTransactionAction(
            Add, new TableEntity(partition, i.ToString(CultureInfo.InvariantCulture)) { ["I"] = i }));
}
