using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Alerts;

/// <summary>
/// What follows an alert outside its lead's partition: its place in the feed, and the message that tells the webhook.
/// The lead's book names the alerts for which this may not have been done; a crash in between leaves them there for
/// the next look at the lead.
/// </summary>
public sealed class AlertFollowUp(LeadStore leads, AlertIndex feed, DueIndex due, Post post, AlertWebhook webhook)
{
    public async Task AfterAsync(Lead lead, CancellationToken cancel)
    {
        if (lead.Alerts is not { Waiting: { IsEmpty: false } waiting }) return;
        var placed = new List<FeedItem>();
        foreach (var hash in waiting)
        {
            if (await leads.FindRowAsync(lead.Id, LeadRows.Alert(hash), cancel) is not { } row) continue; // erased
            placed.Add(ItemOf(row));
            var alert = Rows.Body<Alert>(row);
            await feed.AddAsync(placed[^1], isOpen: alert.Acknowledged is null, cancel);
            if (webhook.IsOn && alert.Delivery is null)
                await post.SendAsync(new MailDue(lead.Id, MailDueKind.Alert, hash), cancel);
        }
        var outcome = await leads.ChangeAsync(lead.Id, (snapshot, _) => snapshot.Lead.Alerts is { } book
            ? new LeadChange(snapshot.Lead with { Alerts = book.Placed(waiting) }, [])
            : null, cancel);
        // An erasure that came meanwhile may have swept the feed before this wrote to it.
        if (outcome.After.Alerts is null) foreach (var item in placed) await feed.RemoveAsync(item, cancel);
    }

    /// <summary>
    /// The lead is being erased: its alerts go from the feed, and their waiting tries from the diary.
    /// </summary>
    public async Task ForgetAsync(IEnumerable<TableEntity> rows, CancellationToken cancel)
    {
        foreach (var row in rows)
        {
            var item = ItemOf(row);
            await feed.RemoveAsync(item, cancel);
            if (Rows.Body<Alert>(row).Delivery is { NextTryAt: { } next })
                await due.RemoveAsync(AlertHandler.DueItemOf(item.Id), next, cancel);
        }
    }

    private static FeedItem ItemOf(TableEntity row) => FeedItem.Of(
        new AlertId(row.PartitionKey, row.RowKey[LeadRows.AlertPrefix.Length..]), Rows.Body<Alert>(row));
}
