using System.Diagnostics;
using Azure.Data.Tables;
using LeadScoring.Storage.Embedded;

namespace LeadScoring.Tests.Storage;

public sealed class KilledProcessTests
{
    [Fact]
    public async Task A_process_killed_while_it_writes_loses_nothing_that_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = await WriteUntilKilledAsync(folder.File("store.db"), enough: 2000);

        await using var store = new EmbeddedStore(folder.File("store.db"), TimeProvider.System);
        var rows = await store.Tables.GetTableClient(Victim.Table).QueryAsync<TableEntity>()
            .ToDictionaryAsync(row => row.RowKey, row => row.GetString("Double"));
        var messages =
            (await store.Queues.GetQueueClient(Victim.Queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

        Assert.True(acknowledged.Count >= 2000);
        Assert.All(acknowledged, key => Assert.Equal(key + key, rows[key]));
        Assert.True(messages >= acknowledged.Count);
        // At most what was in the hands of the callers when they died may be there beyond it.
        Assert.InRange(rows.Count, acknowledged.Count, acknowledged.Count + Victim.Callers);
    }

    private static async Task<List<string>> WriteUntilKilledAsync(string file, int enough)
    {
        string[] arguments = [typeof(Victim).Assembly.Location, Victim.Argument, file];
        using var victim = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var acknowledged = new List<string>();
        while (await victim.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may have been cut off by the kill; whole ones end in a full stop.
            if (line.EndsWith('.')) acknowledged.Add(line[..^1]);
            if (acknowledged.Count == enough) victim.Kill();
        }
        await victim.WaitForExitAsync();
        return acknowledged;
    }
}
