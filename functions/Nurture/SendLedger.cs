using Azure;
using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Nurture;

/// <summary>
/// From a claim to its end. The mail is handed over exactly once; the row then says sent, failed, or stays claimed
/// (unknown) when the answer got lost, until the provider's event or the settling after 72 hours.
/// </summary>
public sealed partial class SendLedger(
    LeadStore leads, DueIndex due, IMailDelivery delivery, TimeProvider time, ILogger<SendLedger> log)
{
    private static readonly TimeSpan NoTraceAfter = TimeSpan.FromHours(72);

    /// <summary>The opaque name of a mail outside: a digest, so that a repeated decision makes the same one.</summary>
    public static string SendId(string leadId, string sendKey) => Digest.Of($"{leadId}|{sendKey}");

    public static LedgerRow? RowIn(LeadSnapshot snapshot, string sendKey) =>
        snapshot.Rows.GetValueOrDefault(LeadRows.Send(sendKey)) is { } row
            ? new LedgerRow(row.RowKey, Rows.Body<SendRecord>(row), row.ETag.ToString())
            : null;

    /// <summary>When to look at a mail again that could be claimed now but not handed over; null: it could.</summary>
    public DateTimeOffset? ClosedUntil(string leadId, string sendKey) => delivery.ClosedFor is { } wait
        ? time.GetUtcNow() + BackOff.Wait(1, wait, SendId(leadId, sendKey))
        : null;

    /// <summary>
    /// Hands a claimed mail over and records the end. Null when that is done; an instant when the provider certainly
    /// did not take it and the caller should take the claim back until then.
    /// </summary>
    public async Task<DateTimeOffset?> DeliverAsync(
        string leadId, string sendKey, SendRecord claimed, Func<OutgoingMail> compose, CancellationToken cancel)
    {
        try
        {
            var mail = compose();
            var receipt = await delivery.DeliverAsync(mail, cancel);
            await RecordAsync(leadId, sendKey, claimed with
            {
                Status = receipt.GoesNowhere is null ? SendStatus.Sent : SendStatus.Suppressed,
                Reason = receipt.GoesNowhere,
                SentAt = receipt.GoesNowhere is null ? time.GetUtcNow() : null,
                Subject = mail.Template is null ? mail.Content.Subject : null, // the provider writes its own
                ProviderMessageId = receipt.ProviderMessageId,
            }, cancel);
            return null;
        }
        catch (MailRefusedException refused)
        {
            await RecordAsync(
                leadId, sendKey, claimed with { Status = SendStatus.Failed, Reason = refused.Reason }, cancel);
            return null;
        }
        catch (MailUnavailableException away)
        {
            LogAway(away);
            return time.GetUtcNow() + BackOff.Wait(claimed.Attempts, away.RetryAfter, claimed.SendId);
        }
    }

    /// <summary>
    /// A repeated message met a claim without an end: another worker is at it right now, or died at it. Nobody may send
    /// it again; it is looked at once the provider's memory has passed.
    /// </summary>
    public async Task WatchAsync(string leadId, string sendKey, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(leadId, LeadRows.Send(sendKey), cancel) is not { } row) return;
        var record = Rows.Body<SendRecord>(row);
        if (record.Status == SendStatus.Claimed)
            await due.AddAsync(new DueItem(leadId, DueKind.Settle, sendKey), record.DecidedAt + NoTraceAfter, cancel);
    }

    /// <summary>After 72 hours without any trace the mail is taken for lost; it is never sent a second time.</summary>
    public async Task SettleAsync(string leadId, string sendKey, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(leadId, LeadRows.Send(sendKey), cancel) is not { } row) return;
        var record = Rows.Body<SendRecord>(row);
        if (record.Status != SendStatus.Claimed || time.GetUtcNow() < record.DecidedAt + NoTraceAfter) return;
        await ReplaceAsync(row, record with { Status = SendStatus.Failed, Reason = "no trace" }, cancel);
    }

    private async Task RecordAsync(string leadId, string sendKey, SendRecord end, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(leadId, LeadRows.Send(sendKey), cancel) is { } row)
            await ReplaceAsync(row, end, cancel);
    }

    private async Task ReplaceAsync(TableEntity row, SendRecord record, CancellationToken cancel)
    {
        try
        {
            await leads.ReplaceRowAsync(row.PartitionKey, row.RowKey, record, row.ETag, cancel);
        }
        catch (RequestFailedException settled) when (settled.Status is 404 or 412)
        {
            LogSettled(settled.Status); // erased, or an event of the provider settled it first
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail provider is not taking mails; trying again later")]
    private partial void LogAway(Exception away);

    [LoggerMessage(Level = LogLevel.Information, Message = "A send was settled by someone else ({Status})")]
    private partial void LogSettled(int status);
}
