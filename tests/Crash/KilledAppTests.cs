using LeadScoring.Publishing;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// kill -9 during a stream of entries, reactions and purchases, several times over: everything answered 202 is there,
/// once.
/// </summary>
public sealed class KilledAppTests
{
    private static readonly DateTimeOffset Noon = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Everything_accepted_is_there_once_after_the_process_was_killed_again_and_again()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        var traffic = new Traffic(Noon, calls: 600, seed: 11);
        for (var life = 1; life <= 4; life++)
        {
            using var app = await StartAsync(data);
            if (life == 1) await app.PostAsync("/api/dev/time", new { now = Noon });
            var sending = traffic.SendAsync(app.Http);
            while (traffic.Accepted < life * 120 && !sending.IsCompleted) await Task.Delay(5);
            await app.KillAsync();
            await sending;
            Assert.NotEqual(0, traffic.Open);
        }
        using (var app = await StartAsync(data))
        {
            await traffic.SendAsync(app.Http);
            Assert.Equal(0, traffic.Open);
            // What the dead had in their hands is free again when its lease of a minute ends.
            await app.PostAsync("/api/dev/time", new { advance = "PT30M" });
            var edition = ContentFolder.Read(Path.Combine(AppContext.BaseDirectory, "Content"));
            await Aftermath.AssertListsAsync(app, traffic, edition, Noon);
            await app.KillAsync();
            await Aftermath.AssertStoreAsync(data, traffic, edition, Noon);
        }
    }

    private static Task<AppProcess> StartAsync(string data) =>
        AppProcess.StartAsync(data, "--LeadScoring:TimeTravel=true");
}
