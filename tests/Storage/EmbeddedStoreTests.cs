using Azure.Data.Tables;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Contracts;
using Microsoft.Data.Sqlite;

namespace LeadScoring.Tests.Storage;

public sealed class EmbeddedStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new(Start);

    private string Store => _folder.File("data/store.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart_and_versions_go_on()
    {
        Azure.ETag before;
        await using (var store = new EmbeddedStore(Store, _clock))
        {
            await store.Tables.CreateTableIfNotExistsAsync("leads");
            before = (await store.Tables.GetTableClient("leads").AddEntityAsync(
                new TableEntity("p", "r"))).Headers.ETag!.Value;
        }

        await using var again = new EmbeddedStore(Store, _clock);
        var table = again.Tables.GetTableClient("Leads");
        Assert.Equal(before, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ETag);
        Assert.NotEqual(before, (await table.UpsertEntityAsync(new TableEntity("p", "r"))).Headers.ETag);
    }

    [Fact]
    public async Task What_was_deleted_is_not_in_the_file_any_more()
    {
        await using (var store = new EmbeddedStore(Store, _clock))
        {
            await store.Tables.CreateTableIfNotExistsAsync("leads");
            var table = store.Tables.GetTableClient("leads");
            for (var row = 0; row < 50; row++)
                await table.AddEntityAsync(new TableEntity("p", $"{row}") { ["d0"] = $"hanako{row}@example.jp" });
            for (var row = 0; row < 50; row++) await table.DeleteEntityAsync("p", $"{row}");
        }

        foreach (var file in Directory.EnumerateFiles(_folder.File("data")))
            Assert.DoesNotContain("hanako", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_message_that_becomes_visible_is_known()
    {
        await using var store = new EmbeddedStore(Store, _clock);
        var queues = store.EmbeddedQueues;
        Assert.Null(await queues.NextVisibleAsync());
        foreach (var (queue, delay) in new[] { ("entries", 5), ("sends", 3), ("sends-poison", 0) })
        {
            await queues.CreateQueueAsync(queue);
            await queues.GetQueueClient(queue).SendMessageAsync(
                "x", TimeSpan.FromMinutes(delay), TimeSpan.FromSeconds(-1));
        }

        Assert.Equal(Start, await queues.NextVisibleAsync());
        Assert.Equal(Start.AddMinutes(3), await queues.NextVisibleAsync(Start));
        Assert.Equal(Start.AddMinutes(5), await queues.NextVisibleAsync(Start.AddMinutes(3)));
        Assert.Null(await queues.NextVisibleAsync(Start.AddMinutes(5)));
    }

    [Fact]
    public async Task A_message_visible_at_once_is_told_of_and_a_delayed_one_is_not()
    {
        await using var store = new EmbeddedStore(Store, _clock);
        var told = new List<string>();
        store.EmbeddedQueues.MessageVisible += told.Add;
        var queue = (await store.Queues.CreateQueueAsync("entries")).Value;

        await queue.SendMessageAsync("later", TimeSpan.FromMinutes(1));
        await queue.SendMessageAsync("now");

        Assert.Equal(["entries"], told);
    }

    [Fact]
    public async Task The_timestamp_of_a_row_follows_the_clock()
    {
        await using var store = new EmbeddedStore(Store, _clock);
        await store.Tables.CreateTableIfNotExistsAsync("leads");
        _clock.Pass(TimeSpan.FromDays(3));
        await store.Tables.GetTableClient("leads").AddEntityAsync(new TableEntity("p", "r"));

        var row = (await store.Tables.GetTableClient("leads").GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(Start.AddDays(3), row.Timestamp);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_with_the_way_out()
    {
        await new EmbeddedStore(Store, _clock).DisposeAsync();
        Run("PRAGMA user_version = 99");

        var refusal = Assert.Throws<StartRefusedException>(() => new EmbeddedStore(Store, _clock));

        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("LeadScoring__DataPath", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        Run("CREATE TABLE theirs (x)");

        var refusal = Assert.Throws<StartRefusedException>(() => new EmbeddedStore(Store, _clock));

        Assert.Contains("another program", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Store + "-wal"));
        Assert.Equal("delete", Run("PRAGMA journal_mode"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        File.WriteAllText(Store, new string('x', 5000));

        Assert.Throws<StartRefusedException>(() => new EmbeddedStore(Store, _clock));
    }

    private object? Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
