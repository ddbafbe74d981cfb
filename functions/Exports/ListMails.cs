using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Exports;

/// <summary>A list as it is mailed, of whom it tells, and since when it may be out of date.</summary>
public sealed record MailedList(ViewMail Mail, IReadOnlyList<string> LeadIds, DateTimeOffset ReadFrom);

/// <summary>
/// Hands a list's mail over once; only what was certainly not taken may go again. Where mails lie in the outbox, no
/// list stays there that tells of somebody erased since it was read: the erasure came before the file.
/// </summary>
public sealed partial class ListMails(IMailDelivery delivery, Outbox outbox, LeadStore leads, ILogger<ListMails> log)
{
    public async Task<(ViewMailState State, string? Reason)> HandOverAsync(
        OutgoingMail mail, MailedList list, CancellationToken cancel)
    {
        try
        {
            await delivery.DeliverAsync(mail, cancel);
        }
        catch (MailRefusedException refused)
        {
            return (ViewMailState.Refused, refused.Reason);
        }
        catch (MailUnavailableException away)
        {
            LogAway(away);
            return (ViewMailState.Waiting, away.Message);
        }
        catch (HttpRequestException lost)
        {
            LogLost(lost);
            return (ViewMailState.Unknown, "the answer got lost");
        }
        if (!outbox.Holds(mail.SendId) || !await HasErasedAsync(list, cancel)) return (ViewMailState.Sent, null);
        outbox.Delete(mail.SendId);
        return (ViewMailState.Waiting, "a lead was erased meanwhile");
    }

    public void Forget(string mailId) => outbox.Delete(mailId);

    private async Task<bool> HasErasedAsync(MailedList list, CancellationToken cancel)
    {
        var erased = 0;
        await SideBySide.ForEachAsync(
            list.LeadIds,
            async (id, stop) =>
            {
                var lead = (await leads.LoadAsync(id, stop)).Lead;
                if (lead.Profile is null || lead.Gone?.At >= list.ReadFrom) Interlocked.Increment(ref erased);
            }, cancel);
        return erased > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail with a view is not taken now; it is tried again")]
    private partial void LogAway(Exception away);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether the mail with a view was taken")]
    private partial void LogLost(Exception lost);
}
