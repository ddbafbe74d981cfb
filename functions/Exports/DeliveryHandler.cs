namespace LeadScoring.Exports;

/// <summary>
/// Delivers a view when it is due. The next time is planned before anything else, so whoever dies here leaves it
/// behind; of several processes, one begins. What is due is the newest time since the view was saved, whatever time the
/// message was planned for: of times that were missed, only the newest is delivered. A message of a view that was
/// changed or taken out does nothing.
/// </summary>
public sealed class DeliveryHandler(
    ViewStore views, DeliveryStore deliveries, DeliveryDiary diary, HandingOver handing, Chance chance,
    TimeProvider time)
{
    public async Task HandleAsync(string id, string version, CancellationToken cancel)
    {
        if (await views.FindAsync(id, cancel) is not { Delivery: { } plan } view || view.Version() != version) return;
        var now = time.GetUtcNow();
        await diary.PlanAsync(id, view, now, cancel);
        if (diary.NewestOf(view, now) is not { } at) return;
        var run = chance.NewId();
        var first = ViewDelivery.First(version, at, plan.Addresses.Count, run, now);
        var delivery = await deliveries.BeginAsync(id, first, run, now, cancel);
        handing.ForgetLost(id, view, delivery);
        if (delivery.EndedAt is not null) return;
        // Also for a repeated message, whose first run may have died before this.
        await diary.LookAgainAsync(id, version, delivery.NextTryAt, cancel);
        if (delivery.Run == run) await handing.RunAsync(id, view, delivery, cancel);
    }
}
