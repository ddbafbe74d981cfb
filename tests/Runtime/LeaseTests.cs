using Azure.Storage.Queues;
using LeadScoring.Runtime;
using LeadScoring.Runtime.Invocations;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadScoring.Tests.Runtime;

public sealed class LeaseTests : IAsyncDisposable
{
    private static readonly HostJson Settings = new("api", 16, 8, 5, TimeSpan.Zero, TimeSpan.FromMinutes(1));

    private readonly TempFolder _folder = new();
    private readonly Journal _journal = new();
    private readonly EmbeddedStore _store;
    private readonly QueueClient _queue;

    public LeaseTests()
    {
        _store = new EmbeddedStore(_folder.File("store.db"), TimeProvider.System);
        _queue = _store.Queues.GetQueueClient("work");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_lease_is_renewed_while_the_function_runs_longer_than_it_lasts()
    {
        var listener = Listener();
        await _queue.CreateAsync();
        await _queue.SendMessageAsync("slow");

        var handling = listener.DrainAsync(CancellationToken.None);
        await _journal.UntilAsync(lines => lines.Count > 0);
        while (!handling.IsCompleted)
        {
            Assert.Empty((await _queue.PeekMessagesAsync(1)).Value);
            await Task.Delay(100);
        }

        Assert.Equal(1, await handling);
        Assert.Equal(2, _journal.Lines.Count);
        Assert.Equal(0, (await _queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_function_that_is_told_to_give_up_leaves_its_message_free_at_once_and_unpoisoned()
    {
        var listener = Listener();
        await _queue.CreateAsync();
        await _queue.SendMessageAsync("slow");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAsync<OperationCanceledException>(() => listener.DrainAsync(stop.Token));

        Assert.Equal("slow", Assert.Single((await _queue.PeekMessagesAsync(2)).Value).Body.ToString());
        Assert.Single(_journal.Lines);
    }

    private QueueListener Listener()
    {
        var services = new ServiceCollection()
            .AddSingleton(_journal).AddSingleton(TimeProvider.System).BuildServiceProvider();
        var catalog = new FunctionCatalog([typeof(Worker)]);
        var invoker = new FunctionInvoker(services.GetRequiredService<IServiceScopeFactory>(), Settings, []);
        return new QueueListener(catalog.All[0], "work", _store.Queues, invoker, Settings, NullLogger.Instance)
        {
            Lease = TimeSpan.FromSeconds(1),
        };
    }
}
