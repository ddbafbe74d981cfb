using LeadScoring.Due;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Exports;

/// <summary>
/// Delivers a view when it is due. The next time is planned before anything else, so whoever dies here leaves it
/// behind; of several processes, one begins. What is due is the newest time since the view was saved, whatever time the
/// message was planned for: of times that were missed, only the newest is delivered. A message of a view that was
/// changed or taken out does nothing.
/// </summary>
public sealed class DeliveryHandler(
    ViewStore views, DeliveryStore deliveries, DueIndex due, HandingOver handing, InForce content, TimeProvider time)
{
    public async Task HandleAsync(string id, string version, CancellationToken cancel)
    {
        if (await views.FindAsync(id, cancel) is not { Delivery: { } plan } view || view.Version() != version) return;
        var (now, zone) = (time.GetUtcNow(), content.Edition.Sender.TimeZone);
        if (CronTimes.Parse(plan.At) is not { } times) return;
        if (times.NextAfter(now, zone) is { } next) await due.AddAsync(Item(id, version), next, cancel);
        if (times.NewestIn(view.SavedAt, now, zone) is not { } at) return;
        var run = handing.NewRun();
        var first = ViewDelivery.First(version, at, plan.Addresses.Count, run, now);
        var delivery = await deliveries.BeginAsync(id, first, run, now, cancel);
        if (delivery.EndedAt is not null) return;
        // Also for a repeated message, whose first run may have died before this.
        await due.AddAsync(Item(id, version), delivery.NextTryAt, cancel);
        if (delivery.Run == run) await handing.RunAsync(id, view, delivery, cancel);
    }

    /// <summary>In the diary; the digest stands in the place of a lead.</summary>
    internal static DueItem Item(string id, string version) =>
        new(Digest.Of($"view|{id}"), DueKind.View, id, version);
}
