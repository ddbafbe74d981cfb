using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Reactions;

/// <summary>
/// Puts accepted items into their leads' partitions and then tells the queue. The row key comes from the content, so a
/// caller that repeats its call after a lost answer repeats the message, not the items.
/// </summary>
public sealed class ReactionInbox(LeadStore leads, Post post)
{
    /// <param name="batches">What was accepted.</param>
    /// <param name="cancel">Stops in between; the caller repeats its call.</param>
    /// <param name="after">What more may belong to it is waited for so long; null: it is worked off at once.</param>
    public Task AcceptAsync(
        IEnumerable<(string LeadId, InboxBatch Batch)> batches, CancellationToken cancel, TimeSpan? after = null) =>
        SideBySide.ForEachAsync(
            batches, (item, token) => AcceptAsync(item.LeadId, item.Batch, after, token), cancel);

    private async Task AcceptAsync(string leadId, InboxBatch batch, TimeSpan? after, CancellationToken cancel)
    {
        var key = KeyOf(batch);
        await leads.TryAddRowAsync(leadId, key, batch, cancel);
        await post.SendAsync(new LeadTouched(leadId, key), cancel, after);
    }

    public static string KeyOf(InboxBatch batch) => LeadRows.Inbox(Digest.Of(Json.Write(batch)));
}
