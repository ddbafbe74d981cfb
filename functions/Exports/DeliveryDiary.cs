using LeadScoring.Due;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Exports;

/// <summary>When views are delivered, on the brand's clocks, and the diary that tells when the time has come.</summary>
public sealed class DeliveryDiary(DueIndex due, InForce content)
{
    /// <summary>Notes the next time after an instant; nothing where the view is not delivered.</summary>
    public async Task PlanAsync(string id, SavedView view, DateTimeOffset after, CancellationToken cancel)
    {
        if (TimesOf(view)?.NextAfter(after, content.Edition.Sender.TimeZone) is { } next)
            await LookAgainAsync(id, view.Version(), next, cancel);
    }

    public Task LookAgainAsync(string id, string version, DateTimeOffset at, CancellationToken cancel) =>
        due.AddAsync(new DueItem(Digest.Of($"view|{id}"), DueKind.View, id, version), at, cancel); // no lead's

    /// <summary>The newest time since the view was saved; null where none has come.</summary>
    public DateTimeOffset? NewestOf(SavedView view, DateTimeOffset now) =>
        TimesOf(view)?.NewestIn(view.SavedAt, now, content.Edition.Sender.TimeZone);

    private static CronTimes? TimesOf(SavedView view) =>
        view.Delivery is { } plan ? CronTimes.Parse(plan.At) : null;
}
