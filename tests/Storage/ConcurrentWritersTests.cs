using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage.Embedded;

namespace LeadScoring.Tests.Storage;

public sealed class ConcurrentWritersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_increment_under_an_ETag_is_lost_whether_one_store_or_two_have_the_file_open(int stores)
    {
        const int callers = 16, increments = 10;
        using var folder = new TemporaryFolder();
        var opened = Enumerable.Range(0, stores)
            .Select(_ => new EmbeddedStore(folder.File("store.db"), TimeProvider.System)).ToList();
        var table = opened[0].Tables.GetTableClient("counters");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 0 });

        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = opened[caller % stores].Tables.GetTableClient("counters");
            for (var i = 0; i < increments; i++) await IncrementAsync(mine);
        })));

        Assert.Equal(callers * increments, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N"));
        foreach (var store in opened) await store.DisposeAsync();
    }

    [Fact]
    public async Task Of_many_adds_of_one_key_exactly_one_succeeds()
    {
        using var folder = new TemporaryFolder();
        await using var store = new EmbeddedStore(folder.File("store.db"), TimeProvider.System);
        var table = store.Tables.GetTableClient("entries");
        await table.CreateIfNotExistsAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => TryAddAsync(table, i))));

        var winner = Assert.Single(Enumerable.Range(0, 64), i => added[i]);
        Assert.Equal(winner, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("By"));
    }

    [Fact]
    public async Task A_message_goes_to_one_receiver_only()
    {
        using var folder = new TemporaryFolder();
        await using var store = new EmbeddedStore(folder.File("store.db"), TimeProvider.System);
        var queue = store.Queues.GetQueueClient("work");
        await queue.CreateIfNotExistsAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => queue.SendMessageAsync(i.ToString(CultureInfo.InvariantCulture))));

        var received = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () => (await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5))).Value)));

        Assert.Equal(Enumerable.Range(0, 200), received.SelectMany(some => some)
            .Select(message => int.Parse(message.Body.ToString(), CultureInfo.InvariantCulture)).Order());
    }

    private static async Task IncrementAsync(TableClient table)
    {
        while (true)
        {
            var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
            row["N"] = row.GetInt32("N") + 1;
            try
            {
                await table.UpdateEntityAsync(row, row.ETag);
                return;
            }
            catch (RequestFailedException stale) when (stale.Status == 412)
            {
                // Somebody was faster: read again.
            }
        }
    }

    private static async Task<bool> TryAddAsync(TableClient table, int by)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity("p", "r") { ["By"] = by });
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }
}
