using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Crash;

/// <summary>kill -9 while all leads are counted anew: the next life goes on where the last one was.</summary>
public sealed class KilledReplayTests
{
    private const int Leads = 1000;
    private static readonly DateTimeOffset Noon = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_replay_that_was_killed_goes_on_where_it_was_and_finds_every_lead_as_its_events_make_it()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        int before;
        using (var app = await StartAsync(data))
        {
            await app.PostAsync("/api/dev/time", new { now = Noon });
            await app.PostAsync("/api/reactions", new { reactions = Reactions() });
            await app.PostAsync("/api/dev/time", new { advance = "PT1S" });
            await app.PostAsync("/api/scoring/replay", new { });
            do before = await DoneAsync(app);
            while (before == 0);
            await app.KillAsync();
        }

        using (var app = await StartAsync(data))
        {
            var after = await DoneAsync(app);
            Assert.InRange(after, before, Leads - 1); // killed half way, with what was done kept
            // What the dead had in their hands is free again when its lease of a minute ends.
            await app.PostAsync("/api/dev/time", new { advance = "PT30M" });
            var progress = (await app.GetAsync("/api/scoring/replay"))["progress"]!;
            Assert.NotNull(progress["finishedAt"]);
            Assert.Equal((Leads, Leads, 0), (
                (int)progress["leads"]!, (int)progress["of"]!, (int)progress["differed"]!));
        }
    }

    private static Task<AppProcess> StartAsync(string data) =>
        AppProcess.StartAsync(data, "--LeadScoring:TimeTravel=true");

    private static async Task<int> DoneAsync(AppProcess app) =>
        (int)(await app.GetAsync("/api/scoring/replay"))["progress"]!["leads"]!;

    private static IEnumerable<object> Reactions() => Enumerable.Range(0, Leads).Select(i => new
    {
        id = $"r-{i}",
        email = Traffic.Address(i),
        type = i % 2 == 0 ? "quote" : "brochure",
        product = "car",
        occurredAt = Noon.AddDays(-i % 60),
    });
}
