using Azure.Storage.Queues;
using LeadScoring.Runtime.Invocations;
using LeadScoring.Storage.Embedded;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>
/// All queue pumps and timers. They start after Kestrel; at a stop they take nothing new, and what runs may finish
/// within 25 seconds, before Kestrel stops. They can be paused, and stepped by hand meanwhile.
/// </summary>
internal sealed class Pumps : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly QueueListener[] _listeners;
    private readonly QueuePump[] _queues;
    private readonly TimerPump[] _timers;
    private readonly EmbeddedQueueServiceClient? _embedded;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _abandon = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _state = new();
    private bool _started;
    private bool _stopping;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Pumps(
        FunctionCatalog catalog, FunctionInvoker invoker, HostJson settings, QueueSignals signals, TimeProvider time,
        IServiceProvider services, ILogger<Pumps> log)
    {
        QueueServiceClient Queues() => services.GetRequiredService<QueueServiceClient>();
        _listeners = [.. catalog.Of<QueueTriggerAttribute>().Select(queue =>
            new QueueListener(queue.Function, queue.Trigger.QueueName, Queues(), invoker, settings, log))];
        _queues = [.. _listeners.Select(listener => new QueuePump(listener, settings, signals, log))];
        _timers = [.. catalog.Of<TimerTriggerAttribute>().Select(timer =>
            new TimerPump(timer.Function, timer.Trigger, invoker, time, log))];
        (_embedded, _time) = (services.GetService<QueueServiceClient>() as EmbeddedQueueServiceClient, time);
        if (_embedded is not null) _embedded.MessageVisible += signals.Sent;
    }

    /// <summary>Set when the app stops; whoever has paused the pumps gives up then.</summary>
    public CancellationToken Stopping => _abandon.Token;

    /// <summary>Kestrel serves already, so a journey through time may be under way: its end is waited for.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        _started = true;
        await new Paused(this).DisposeAsync();
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lock (_state) _stopping = true;
        await _stop.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(Patience, TimeProvider.System, cancellationToken));
        await _abandon.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(Timeout.Infinite, cancellationToken));
    }

    /// <summary>Waits for what runs, takes nothing more, and goes on when the answer is disposed.</summary>
    public async Task<IAsyncDisposable> PauseAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        await _stop.CancelAsync();
        await _running;
        return new Paused(this);
    }

    /// <summary>While paused: runs each timer once.</summary>
    public async Task FireTimersAsync(CancellationToken cancellation)
    {
        foreach (var timer in _timers) await timer.FireAsync(isPastDue: false, cancellation);
    }

    /// <summary>While paused: handles messages until none is visible on any queue; how many.</summary>
    public async Task<int> DrainAsync(CancellationToken cancellation)
    {
        for (var total = 0; ;)
        {
            // One look at all queues, where the store can; a look at each of them is most of an idle round.
            if (_embedded is not null && !(await _embedded.NextVisibleAsync(cancellation) <= _time.GetUtcNow()))
                return total;
            var round = 0;
            foreach (var listener in _listeners) round += await listener.DrainAsync(cancellation);
            if (round == 0) return total;
            total += round;
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stop.Dispose();
        _abandon.Dispose();
        _turn.Dispose();
    }

    private void Run()
    {
        lock (_state)
        {
            if (!_started || _stopping) return;
            _stop.Dispose();
            _stop = new CancellationTokenSource();
            var (stop, abandon) = (_stop.Token, _abandon.Token);
            _running = Task.WhenAll(
                [.. _queues.Select(pump => Task.Run(() => pump.RunAsync(stop, abandon), CancellationToken.None)),
                 .. _timers.Select(pump => Task.Run(() => pump.RunAsync(stop, abandon), CancellationToken.None))]);
        }
    }

    private sealed class Paused(Pumps pumps) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            pumps.Run();
            pumps._turn.Release();
            return ValueTask.CompletedTask;
        }
    }
}
