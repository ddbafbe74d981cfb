using System.Globalization;
using Azure;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Nurture;
using LeadScoring.Proof;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Sending;

/// <summary>
/// From a claim to its end. The mail is handed over exactly once; the row then says sent, failed, or stays claimed
/// (unknown) when the answer got lost, until <see cref="Settling"/> ends it. Each saved row is shown to the figures.
/// </summary>
public sealed partial class SendLedger(
    LeadStore leads, SendIndex figures, IMailDelivery delivery, TimeProvider time, ILogger<SendLedger> log)
{
    /// <summary>An event may replace a row under its reader: then it is read anew.</summary>
    private const int MaxTries = 10;

    /// <summary>
    /// The opaque name of a mail outside: a digest, so that a repeated decision makes the same one.
    /// <paramref name="since"/> is when what it belongs to began, the enrolment or the entry: who was erased and comes
    /// back has the same keys again, and what is still told of the mails of before must not meet those of now.
    /// </summary>
    public static string SendId(string leadId, string sendKey, DateTimeOffset since) =>
        Digest.Of(string.Create(CultureInfo.InvariantCulture, $"{leadId}|{sendKey}|{since.UtcTicks}"));

    /// <summary>The message at which a mail is decided.</summary>
    public static MailDue MessageOf(string leadId, string sendKey) => sendKey.Split('|') switch
    {
        ["confirm", var entry] => new MailDue(leadId, MailDueKind.Confirmation, entry),
        ["confirm", var entry, var repeat] => new MailDue(leadId, MailDueKind.Confirmation, entry, repeat),
        [.. var enrolment, var step] => new MailDue(leadId, MailDueKind.Step, string.Join('|', enrolment), step),
        _ => throw new ArgumentException("No key of a mail.", nameof(sendKey)),
    };

    public static LedgerRow? RowIn(LeadSnapshot snapshot, string sendKey) =>
        snapshot.Rows.GetValueOrDefault(LeadRows.Send(sendKey)) is { } row
            ? new LedgerRow(row.RowKey, Rows.Body<SendRecord>(row), row.ETag.ToString())
            : null;

    /// <summary>When to look at a mail again that could be claimed now but not handed over; null: it could.</summary>
    public DateTimeOffset? ClosedUntil(string leadId, string sendKey) => delivery.ClosedFor is { } wait
        ? time.GetUtcNow() + BackOff.Wait(1, wait, $"{leadId}|{sendKey}")
        : null;

    /// <summary>Shows what a saved change recorded; before the mail leaves, so that no lost claim is hidden.</summary>
    /// <returns>The version under which the claim is shown; null where nothing, or another's, is.</returns>
    public async Task<ETag?> ShowAsync(string leadId, LeadChange? saved, CancellationToken cancel)
    {
        ETag? version = null;
        foreach (var fact in saved?.Facts ?? [])
            if (fact.Body is SendRecord record) version = await ShowAsync(leadId, fact.Key, record, null, cancel);
        return version;
    }

    /// <summary>
    /// Hands a claimed mail over and records the end. Null when that is done; an instant when the provider certainly
    /// did not take it and the caller should take the claim back until then.
    /// </summary>
    public async Task<DateTimeOffset?> DeliverAsync(
        string leadId, string sendKey, SendRecord claimed, ETag? shown, Func<OutgoingMail> compose,
        CancellationToken cancel)
    {
        var end = claimed;
        try
        {
            var mail = compose();
            var receipt = await delivery.DeliverAsync(mail, cancel);
            end = claimed with
            {
                Status = receipt.GoesNowhere is null ? SendStatus.Sent : SendStatus.Suppressed,
                Reason = receipt.GoesNowhere,
                SentAt = receipt.GoesNowhere is null ? time.GetUtcNow() : null,
                Subject = mail.Template is null ? mail.Content.Subject : null, // the provider writes its own
                ProviderMessageId = receipt.ProviderMessageId,
            };
        }
        catch (MailRefusedException refused)
        {
            end = claimed with { Status = SendStatus.Failed, Reason = refused.Reason };
        }
        catch (MailUnavailableException away)
        {
            LogAway(away);
            var again = time.GetUtcNow() + BackOff.Wait(claimed.Attempts, away.RetryAfter, claimed.SendId);
            if (Settling.MayTryAt(claimed, again)) return again;
            end = claimed with { Status = SendStatus.Failed, Reason = Settling.ProviderAway };
        }
        await ReplaceAsync(leadId, sendKey, stored => Settling.Ended(stored, end), shown, cancel);
        return null;
    }

    /// <summary>The claim was certainly not used; false where the row says otherwise by now.</summary>
    public async Task<bool> DeferAsync(
        string leadId, string sendKey, SendRecord claimed, DateTimeOffset again, CancellationToken cancel) =>
        await ReplaceAsync(leadId, sendKey, stored => Settling.Deferred(stored, claimed, again), null, cancel)
            is { Status: SendStatus.Deferred } stands && stands.DecidedAt == claimed.DecidedAt;

    /// <summary>Ends a mail of which nothing is to be expected any more.</summary>
    /// <returns>Whether it waits to be decided, and its time has come.</returns>
    public async Task<bool> SettleAsync(string leadId, string sendKey, CancellationToken cancel) =>
        await ReplaceAsync(leadId, sendKey, stored => Settling.Lost(stored, time.GetUtcNow()), null, cancel)
            is { } stands && Settling.IsOverdue(stands, time.GetUtcNow());

    /// <summary>Shows a row as it stands; repairs what a worker that died has left out.</summary>
    public Task<ETag?> ShowAsync(
        string leadId, string rowKey, SendRecord record, ETag? version, CancellationToken cancel) =>
        figures.PutAsync(SendRow.Of(leadId, rowKey[LeadRows.SendPrefix.Length..], record), version, cancel);

    /// <summary>
    /// The row as it stands after that, shown in any case: a write whose answer got lost is found done at its next try.
    /// Null where the lead was erased.
    /// </summary>
    private async Task<SendRecord?> ReplaceAsync(
        string leadId, string sendKey, Func<SendRecord, SendRecord?> change, ETag? shown, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await leads.FindRowAsync(leadId, LeadRows.Send(sendKey), cancel) is not { } row) return null;
            var stored = Rows.Body<SendRecord>(row);
            var changed = change(stored);
            if (changed is not null && !await leads.TryReplaceRowAsync(row, changed, cancel)) continue;
            await ShowAsync(leadId, row.RowKey, changed ?? stored, shown, cancel);
            return changed ?? stored;
        }
        throw new LeadBusyException(leadId);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail provider is not taking mails; trying again later")]
    private partial void LogAway(Exception away);
}
