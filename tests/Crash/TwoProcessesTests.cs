using LeadScoring.Publishing;
using LeadScoring.Runtime.TimeTravel;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// Two processes on one folder of data, by mistake or during an update: safe, not refused. SQLite puts their commits in
/// a row, and a message is leased to one of them.
/// </summary>
public sealed class TwoProcessesTests
{
    private static readonly DateTimeOffset Noon = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Two_processes_that_start_on_one_new_folder_share_the_work_and_nothing_is_lost_or_counted_twice()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        TravelClock.Open(data).StandAt(Noon); // both start at this instant, and neither travels
        var traffic = new Traffic(Noon, calls: 300, seed: 12);
        var edition = ContentFolder.Read(Path.Combine(AppContext.BaseDirectory, "Content"));

        var apps = await Task.WhenAll(StartAsync(data), StartAsync(data));
        using var first = apps[0];
        using var second = apps[1];
        await traffic.SendAsync(first.Http, second.Http);
        Assert.Equal(0, traffic.Open);
        await DrainedAsync(data);

        await Aftermath.AssertListsAsync(first, traffic, edition, Noon);
        await Aftermath.AssertListsAsync(second, traffic, edition, Noon);
        await first.KillAsync();
        await second.KillAsync();
        await Aftermath.AssertStoreAsync(data, traffic, edition, Noon);
    }

    private static Task<AppProcess> StartAsync(string data) =>
        AppProcess.StartAsync(data, "--LeadScoring:TimeTravel=true");

    private static async Task DrainedAsync(string data)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var store = new EmbeddedStore(Path.Combine(data, "leadscoring.db"), TimeProvider.System);
        foreach (var queue in Queues.All)
        {
            var client = store.Queues.GetQueueClient(queue);
            while ((await client.GetPropertiesAsync(patience.Token)).Value.ApproximateMessagesCount > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
