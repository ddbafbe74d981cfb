using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Reactions;

/// <summary>Loads the lead, lets <see cref="Touch"/> and the assessment decide, saves, and lets the lists and the diary follow.</summary>
public sealed class TouchHandler(LeadStore leads, LeadFollowUp followUp, InForce content, TimeProvider time)
{
    public async Task HandleAsync(LeadTouched message, CancellationToken cancel)
    {
        var outcome = await leads.ChangeAsync(message.LeadId, (snapshot, known) => Decide(snapshot, message.InboxKey, known), cancel);
        await followUp.AfterAsync(outcome, cancel);
    }

    private LeadChange? Decide(LeadSnapshot snapshot, string? inboxKey, KnownFacts known)
    {
        var row = inboxKey is null ? null : snapshot.Rows.GetValueOrDefault(inboxKey);
        var batch = row is null ? InboxBatch.Empty : Rows.Body<InboxBatch>(row);
        return Touch.Decide(snapshot.Lead, row?.RowKey, batch, known, content.Edition, time.GetUtcNow());
    }
}
