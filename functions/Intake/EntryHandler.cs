using LeadScoring.Campaigns;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Intake;

/// <summary>
/// Works an entry into its lead and, where the address has not proved itself yet, asks for the confirmation mail. Where
/// a campaign has only so many places, the person's limits are looked at first, then the place is taken, then the entry
/// counts: a place is never held by an entry that counts for nothing, wherever the work is broken off.
/// </summary>
public sealed class EntryHandler(
    LeadStore leads, LeadFollowUp followUp, EntryPlaces places, Post post, InForce content, TimeProvider time)
{
    public async Task HandleAsync(EntryArrived message, CancellationToken cancel)
    {
        var (handled, outcome) = await DecideAsync(message, cancel);
        if (handled is { Outcome: Entry.Claiming })
        {
            var refusal = await places.ClaimAsync(message.LeadId, handled, cancel);
            (handled, outcome) = await SettleAsync(message, refusal, cancel);
        }
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        if (handled is null) return;
        await places.AfterAsync(outcome.After, handled, cancel);
        if (handled.Visitor is { } visitor)
            await post.SendAsync(new VisitorTouched(visitor, message.LeadId, message.EntryKey), cancel);
        if (handled.Asks)
            await post.SendAsync(new MailDue(message.LeadId, MailDueKind.Confirmation, handled.Hash), cancel);
    }

    private Task<(Entry?, LeadOutcome)> DecideAsync(EntryArrived message, CancellationToken cancel) =>
        ChangeAsync(
            message, Entering.IsOpen,
            (lead, entry) => Entering.Decide(lead, entry, content.Edition, time.GetUtcNow()), cancel);

    private Task<(Entry?, LeadOutcome)> SettleAsync(EntryArrived message, string? refusal, CancellationToken cancel) =>
        ChangeAsync(
            message, (entry, _) => entry.Outcome == Entry.Claiming,
            (lead, entry) => Entering.Settle(lead, entry, refusal, content.Edition, time.GetUtcNow()), cancel);

    private async Task<(Entry?, LeadOutcome)> ChangeAsync(
        EntryArrived message, Func<Entry, Lead, bool> isOpen,
        Func<Lead, Entry, (Entry Entry, LeadChange Change)> decide, CancellationToken cancel)
    {
        Entry? handled = null;
        var outcome = await leads.ChangeAsync(message.LeadId, (snapshot, _) =>
        {
            if (!snapshot.Rows.TryGetValue(message.EntryKey, out var row)) return null; // erased meanwhile
            handled = Rows.Body<Entry>(row);
            if (!isOpen(handled, snapshot.Lead)) return null;
            (handled, var change) = decide(snapshot.Lead, handled);
            if (change.InboxDone is not null) return change; // nothing of it stays
            return change with { Facts = [new Fact(row.RowKey, handled, row.ETag.ToString()), .. change.Facts] };
        }, cancel, withRow: message.EntryKey);
        return (handled, outcome);
    }
}
