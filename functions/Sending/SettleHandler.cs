using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Proof;
using LeadScoring.Storage;

namespace LeadScoring.Sending;

/// <summary>
/// Sees to it that every claim ends and every row of the ledger is shown. A message that comes again plans the settling
/// of the claim it finds; what no message comes back for, the look at its day finds.
/// </summary>
public sealed class SettleHandler(
    LeadStore leads, SendLedger ledger, SendIndex figures, DueIndex due, Post post)
{
    /// <summary>
    /// A repeated message met a step that is settled or claimed: the worker before it may have died at any line.
    /// Nobody may send a claimed mail again; it is looked at once the provider's memory has passed.
    /// </summary>
    public async Task WatchAsync(string leadId, string sendKey, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(leadId, LeadRows.Send(sendKey), cancel) is not { } row) return;
        var record = Rows.Body<SendRecord>(row);
        if (record.Status == SendStatus.Claimed)
            await due.AddAsync(
                new DueItem(leadId, DueKind.Settle, sendKey), record.DecidedAt + Settling.NoTraceAfter, cancel);
        await ledger.ShowAsync(leadId, row.RowKey, record, null, cancel);
    }

    /// <summary>
    /// After 72 hours without any trace a mail is given up; it is never sent a second time. One that still waits, and
    /// whose message may be gone, is decided again: that ends it where its enrolment has ended.
    /// </summary>
    public async Task SettleAsync(string leadId, string sendKey, CancellationToken cancel)
    {
        if (!await ledger.SettleAsync(leadId, sendKey, cancel)) return;
        await post.SendAsync(SendLedger.MessageOf(leadId, sendKey), cancel);
    }

    /// <summary>Every mail of a day is to end; those that were claimed again later have another look.</summary>
    public async Task SettleDayAsync(string day, CancellationToken cancel)
    {
        await foreach (var page in figures.OpenAsync(day, cancel))
            await SideBySide.ForEachAsync(
                page, (row, token) => post.SendAsync(new MailDue(row.LeadId!, MailDueKind.Settle, row.Key!), token),
                cancel);
    }

    /// <summary>Shows what a saved change recorded.</summary>
    public Task ShowAsync(string leadId, LeadChange? saved, CancellationToken cancel) =>
        ledger.ShowAsync(leadId, saved, cancel);

    /// <summary>Shows every mail of a lead; for a message whose first run may have died before it did so.</summary>
    public async Task ShowAllAsync(string leadId, CancellationToken cancel)
    {
        await foreach (var row in leads.HistoryAsync(leadId, "send", cancel))
            await ledger.ShowAsync(leadId, row.RowKey, Rows.Body<SendRecord>(row), null, cancel);
    }
}
