using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Reactions;

/// <summary>
/// Loads the lead, lets <see cref="Touch"/> and the assessment decide, saves, and lets the lists and the diary follow.
/// </summary>
public sealed class TouchHandler(LeadStore leads, LeadFollowUp followUp, InForce content, TimeProvider time)
{
    public async Task HandleAsync(LeadTouched message, CancellationToken cancel)
    {
        var isRepeat = false;
        var outcome = await leads.ChangeAsync(message.LeadId, (snapshot, known) =>
        {
            var row = message.InboxKey is null ? null : snapshot.Rows.GetValueOrDefault(message.InboxKey);
            // A look carries nothing that could be gone, so each counts as one that may have died here before.
            isRepeat = row is null;
            var batch = row is null ? InboxBatch.Empty : Rows.Body<InboxBatch>(row);
            return Touch.Decide(snapshot.Lead, row?.RowKey, batch, known, content.Edition, time.GetUtcNow());
        }, cancel);
        await followUp.AfterAsync(outcome, isRepeat, cancel);
    }
}
