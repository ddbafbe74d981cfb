using LeadScoring.Consent;
using LeadScoring.Due;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Nurture;

/// <summary>
/// Sends the mail that asks a person to confirm an entry: once per entry, at once, whatever the hour (they are waiting
/// for it), and not at all when the entry was confirmed meanwhile. It is repeated once after a setting, and once for
/// each outdated link whose holder asks for a new one; each is a send of its own in the ledger.
/// </summary>
public sealed class ConfirmationHandler(
    LeadStore leads, SendLedger ledger, SettleHandler settling, DueIndex due, MailComposer composer, InForce content,
    TimeProvider time)
{
    public async Task HandleAsync(string leadId, string entryHash, string? repeat, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(leadId, LeadRows.Entry(entryHash), cancel) is not { } entryRow) return;
        var entry = Rows.Body<Entry>(entryRow);
        var isRepeat = repeat is not null;
        var isAnswered = isRepeat && await leads.FindRowAsync(leadId, OptIn.AddressKey(entry), cancel) is not null;
        var sendKey = Confirming.KeyOf(entryHash, repeat);
        (LeadChange? Change, SendRecord? Claimed) taken = default;
        LedgerRow? row = null;
        var outcome = await leads.ChangeAsync(leadId, (snapshot, _) =>
        {
            row = SendLedger.RowIn(snapshot, sendKey);
            taken = Confirming.Decide(
                snapshot.Lead, entry, row, repeat, isAnswered, content.Edition, time.GetUtcNow());
            return taken.Change;
        }, cancel, withRow: LeadRows.Send(sendKey));

        if (taken.Change is null)
        {
            await settling.WatchAsync(leadId, sendKey, cancel);
            // Who claimed it may have died before this plan; a reminder that nobody needs any more ends when it is due.
            if (row is { Record: { Status: not SendStatus.Suppressed } asked })
                await PlanReminderAsync(leadId, entryHash, asked, cancel);
            return;
        }
        var shown = await ledger.ShowAsync(leadId, taken.Change, cancel);
        if (taken.Claimed is not { } claimed) return;
        await PlanReminderAsync(leadId, entryHash, claimed, cancel);
        var again = await ledger.DeliverAsync(
            leadId, sendKey, claimed, shown, () => composer.Confirmation(outcome.After, entry, claimed), cancel);
        if (again is { } at) await TakeBackAsync(leadId, entryHash, repeat, claimed, at, cancel);
    }

    /// <summary>A repetition is not repeated. Planning the same again is harmless.</summary>
    private async Task PlanReminderAsync(
        string leadId, string entryHash, SendRecord asked, CancellationToken cancel)
    {
        if (asked.Step is not null || content.Edition.Sender.Consent.RemindAfter is not { } period) return;
        await due.AddAsync(
            new DueItem(leadId, DueKind.Confirmation, entryHash, Confirming.Reminder),
            Retention.After(asked.DecidedAt, period), cancel);
    }

    private async Task TakeBackAsync(
        string leadId, string entryHash, string? repeat, SendRecord claimed, DateTimeOffset at,
        CancellationToken cancel)
    {
        // Deferred first: a crash before the plan leaves this message on its queue, and its next run claims again.
        if (!await ledger.DeferAsync(leadId, Confirming.KeyOf(entryHash, repeat), claimed, at, cancel)) return;
        await due.AddAsync(new DueItem(leadId, DueKind.Confirmation, entryHash, repeat), at, cancel);
    }
}
