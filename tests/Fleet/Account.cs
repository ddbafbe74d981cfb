using LeadScoring.Due;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.Fleet;

/// <summary>The storage account of a fleet, seen from beside the app: how much waits in it.</summary>
internal sealed class Account(AzuriteServer server)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SoonDue = TimeSpan.FromMinutes(2);

    public Tables Tables { get; } = new(server.Tables);

    /// <summary>Messages on the three queues, those in somebody's hands included.</summary>
    public Task<int> BacklogAsync() => CountAsync("");

    /// <summary>Messages that were given up.</summary>
    public Task<int> PoisonAsync() => CountAsync("-poison");

    /// <summary>Looks at the backlog as long as it is not disposed.</summary>
    public Gauge WatchBacklog() => new(this);

    /// <summary>Until no message is left and the diary holds nothing for the next minutes.</summary>
    public async Task UntilIdleAsync(TimeProvider time)
    {
        using var patience = new CancellationTokenSource(Patience);
        var due = new DueIndex(Tables);
        while (await BacklogAsync() > 0
            || await due.DueByAsync(time.GetUtcNow() + SoonDue, patience.Token).AnyAsync(p => p.Values.Count > 0))
            await Task.Delay(Look, patience.Token);
    }

    private async Task<int> CountAsync(string suffix)
    {
        var counts = await Task.WhenAll(Queues.All.Select(async name =>
            (await server.Queues.GetQueueClient(name + suffix).GetPropertiesAsync()).Value.ApproximateMessagesCount));
        return counts.Sum();
    }

    /// <summary>
    /// Whether more waits than the emulator bears, which scans all messages at each receive. An account that is away is
    /// not full: its callers hear of it at the doors.
    /// </summary>
    internal sealed class Gauge : IDisposable
    {
        private const int MostWaiting = 400;

        private readonly CancellationTokenSource _over = new();

        public Gauge(Account account) => _ = LookAsync(account);

        public bool IsFull { get; private set; }

        public void Dispose() => _over.Cancel();

        private async Task LookAsync(Account account)
        {
            while (!_over.IsCancellationRequested)
            {
                try
                {
                    IsFull = await account.BacklogAsync() > MostWaiting;
                }
                catch (AggregateException)
                {
                    IsFull = false;
                }
                await Task.Delay(Look, CancellationToken.None);
            }
        }
    }
}
