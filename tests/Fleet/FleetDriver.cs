using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// Makes a round's calls, as fast as the emulator bears, while processes are killed or the storage account goes away at
/// a random moment.
/// </summary>
internal sealed class FleetDriver(FleetPlan plan, Fleet fleet, Account account, AzuriteServer server, Mailbox mailbox)
{
    private const int Callers = 8;
    private const int Victims = 2;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly Random _random = new(plan.Seed);
    private readonly HashSet<string> _confirmed = new(StringComparer.Ordinal);
    private int _made;

    public FleetCalls Calls { get; } =
        new(plan.People, plan.Reactions, plan.Seed, TimeProvider.System.GetUtcNow());

    /// <summary>The links that were confirmed.</summary>
    public IReadOnlySet<string> Confirmed => _confirmed;

    /// <summary>When the storage account went away; null while it has not.</summary>
    public DateTimeOffset? WentAwayAt { get; private set; }

    public async Task DriveAsync()
    {
        await MakeAsync(Calls.Shuffled(Calls.Entries), KillAsync);
        using var over = new CancellationTokenSource();
        var confirming = ConfirmAsync(over.Token);
        await MakeAsync(Calls.Shuffled(Calls.Reactions), plan.Outage > TimeSpan.Zero ? StopStorageAsync : KillAsync);
        await over.CancelAsync();
        await confirming;
    }

    /// <summary>Makes the calls, and meanwhile the trouble, which is told how many calls there will be.</summary>
    private async Task MakeAsync(IReadOnlyList<FleetCall> calls, Func<int, Task> trouble)
    {
        _made = 0;
        using var gauge = account.WatchBacklog();
        var making = Parallel.ForEachAsync(
            calls.Index(), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (call, cancel) =>
            {
                while (gauge.IsFull) await Task.Delay(Glance, cancel);
                await fleet.CallAsync(call.Item.Path, call.Item.Body, new Random(plan.Seed + call.Index));
                Interlocked.Increment(ref _made);
            });
        await trouble(calls.Count);
        await making;
    }

    private async Task KillAsync(int calls)
    {
        var kills = plan.Kills / 2; // the other half belongs to the other kind of calls
        for (var kill = 0; kill < kills; kill++)
        {
            await UntilMadeAsync(_random.Next(calls * kill / kills, calls * (kill + 1) / kills));
            await fleet.KillAsync(fleet.Kills % Victims);
        }
    }

    private async Task StopStorageAsync(int calls)
    {
        await UntilMadeAsync(_random.Next(calls / 4, calls / 2));
        WentAwayAt = TimeProvider.System.GetUtcNow();
        await server.StopAsync();
        var outage = Task.Delay(plan.Outage);
        foreach (var app in fleet.Apps) await ClosedStorage.AssertToldAsync(app);
        await outage;
        await server.StartAgainAsync();
    }

    private async Task UntilMadeAsync(int calls)
    {
        while (Volatile.Read(ref _made) < calls) await Task.Delay(TimeSpan.FromMilliseconds(5));
    }

    /// <summary>Every second person presses the button in the mail, as soon as it is there.</summary>
    private async Task ConfirmAsync(CancellationToken over)
    {
        var random = new Random(plan.Seed);
        while (!over.IsCancellationRequested)
        {
            for (var person = 0; person < plan.People && !over.IsCancellationRequested; person += 2)
                if (mailbox.OptIns.TryGetValue(FleetCalls.Address(person), out var link) && _confirmed.Add(link))
                    await fleet.CallAsync(link, null, random);
            await Task.Delay(Glance, CancellationToken.None);
        }
    }
}
