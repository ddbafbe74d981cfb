using System.Text.Json.Nodes;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// The same calls, each once, at one process on the embedded store: what a fleet must come to. It has the fleet's lead
/// key, so the leads have the same ids, and may fire its timers and drain its queues on demand.
/// </summary>
internal sealed class SingleRun : IDisposable
{
    private readonly string _data;

    private SingleRun(string data, AppProcess app) => (_data, App) = (data, app);

    public AppProcess App { get; }

    public static async Task<SingleRun> StartAsync(string data, Tables fleet, params string[] settings)
    {
        Directory.CreateDirectory(data);
        await using (var store = Open(data))
        {
            var tables = new Tables(store.Tables);
            await tables.CreateAsync(store.Queues, default);
            var key = await fleet.Settings.FindAsync("secret", "lead-key", default);
            await tables.Settings.AddEntityAsync(Rows.Entity<string>("secret", "lead-key", Rows.Body<string>(key!)));
        }
        var app = await AppProcess.StartAsync(data, [.. settings, "--LeadScoring:TimeTravel=true"]);
        return new SingleRun(data, app);
    }

    public async Task MakeAsync(IEnumerable<FleetCall> calls)
    {
        foreach (var call in calls) await App.PostAsync(call.Path, call.Body);
        await SettleAsync();
    }

    /// <summary>Presses the buttons behind the links of opt-in mails.</summary>
    public async Task ConfirmAsync(IEnumerable<string> paths)
    {
        foreach (var path in paths)
            using (var answer = await App.Http.PostAsync(path, null)) Assert.True(answer.IsSuccessStatusCode);
        await SettleAsync();
    }

    /// <summary>Once the process has gone, so that nothing changes any more.</summary>
    public async Task<EmbeddedStore> StopAsync()
    {
        await App.KillAsync();
        return Open(_data);
    }

    public void Dispose() => App.Dispose();

    private static EmbeddedStore Open(string data) =>
        new(Path.Combine(data, "leadscoring.db"), TimeProvider.System);

    private Task<JsonNode> SettleAsync() => App.PostAsync("/api/dev/time", new { advance = "PT0S" });
}
