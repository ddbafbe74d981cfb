using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Reactions;

/// <summary>
/// Puts accepted items into their leads' partitions and then tells the queue. The row key comes from the content, so a
/// caller that repeats its call after a lost answer repeats the message, not the items.
/// </summary>
public sealed class ReactionInbox(LeadStore leads, Post post)
{
    public Task AcceptAsync(IEnumerable<(string LeadId, InboxBatch Batch)> batches, CancellationToken cancel) =>
        SideBySide.ForEachAsync(batches, (item, token) => AcceptAsync(item.LeadId, item.Batch, token), cancel);

    private async Task AcceptAsync(string leadId, InboxBatch batch, CancellationToken cancel)
    {
        var key = KeyOf(batch);
        await leads.TryAddRowAsync(leadId, key, batch, cancel);
        await post.SendAsync(new LeadTouched(leadId, key), cancel);
    }

    public static string KeyOf(InboxBatch batch) => LeadRows.Inbox(Digest.Of(Json.Write(batch)));
}
