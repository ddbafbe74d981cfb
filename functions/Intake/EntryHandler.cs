using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Intake;

/// <summary>
/// Works an entry into its lead and, where the address has not proved itself yet, asks for the confirmation mail.
/// </summary>
public sealed class EntryHandler(LeadStore leads, LeadFollowUp followUp, Post post, InForce content, TimeProvider time)
{
    public async Task HandleAsync(EntryArrived message, CancellationToken cancel)
    {
        Entry? handled = null;
        var outcome = await leads.ChangeAsync(message.LeadId, (snapshot, _) =>
        {
            if (!snapshot.Rows.TryGetValue(message.EntryKey, out var row)) return null; // erased meanwhile
            handled = Rows.Body<Entry>(row);
            if (handled.Outcome is not null) return null;
            (handled, var change) = Entering.Decide(snapshot.Lead, handled, content.Edition, time.GetUtcNow());
            if (change.InboxDone is not null) return change; // nothing of it stays
            return change with { Facts = [new Fact(row.RowKey, handled, row.ETag.ToString()), .. change.Facts] };
        }, cancel, withRow: message.EntryKey);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        if (handled is { Visitor: { } visitor })
            await post.SendAsync(new VisitorTouched(visitor, message.LeadId, message.EntryKey), cancel);
        if (handled is { Asks: true })
            await post.SendAsync(new MailDue(message.LeadId, MailDueKind.Confirmation, handled.Hash), cancel);
    }
}
