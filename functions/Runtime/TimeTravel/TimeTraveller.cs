using Azure.Storage.Queues;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Runtime.TimeTravel;

/// <summary>
/// Moves the app's clock. On the way forward it stops at each instant at which something is due, with the pumps paused
/// and the clock standing: the timers run once, then the queues are drained. A message that failed is visible again at
/// a later instant, which is a stop like any other; on an emulator, whose clock does not travel, it is tried again
/// while draining. Backward it only sets the clock.
/// </summary>
internal sealed class TimeTraveller(TravelClock clock, Pumps pumps, TravelPlan plan, IServiceProvider services)
{
    /// <exception cref="TravelStuckException">The product names an instant that does not move.</exception>
    public async Task<Journey> ToAsync(Destination destination, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, pumps.Stopping);
        await using var paused = await pumps.PauseAsync(either.Token);
        try
        {
            return await TravelAsync(destination, either.Token);
        }
        finally
        {
            clock.GoOn();
        }
    }

    private async Task<Journey> TravelAsync(Destination destination, CancellationToken cancellation)
    {
        // What was running may have taken its time: an advance counts from the instant at which the clock stands.
        var at = clock.GetUtcNow();
        var target = destination.From(at);
        if (target < at)
        {
            clock.StandAt(target);
            return new Journey(target, 0, 0);
        }
        var messages = await SettleAsync(at, cancellation);
        var instants = 0;
        while (await NextStopAsync(at, cancellation) is { } next && next <= target)
        {
            instants++;
            at = next;
            messages += await SettleAsync(at, cancellation);
        }
        if (at < target) messages += await SettleAsync(target, cancellation);
        return new Journey(target, instants, messages);
    }

    private async Task<int> SettleAsync(DateTimeOffset instant, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        clock.StandAt(instant);
        await pumps.FireTimersAsync(cancellation);
        return await pumps.DrainAsync(cancellation);
    }

    private async Task<DateTimeOffset?> NextStopAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var due = await plan.NextDue(services, at, cancellation);
        if (due <= at)
            throw new TravelStuckException($"Something is due at {due:O}, but the clock already stands at {at:O}.");
        var visible = services.GetService<QueueServiceClient>() is EmbeddedQueueServiceClient queues
            ? await queues.NextVisibleAsync(at, cancellation)
            : null;
        return due is null || visible < due ? visible : due;
    }
}
