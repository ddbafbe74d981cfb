using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Nurture;

/// <summary>The queue of due mails.</summary>
public sealed class NurtureFunctions(StepHandler steps, ConfirmationHandler confirmations, SendLedger ledger)
{
    [Function("SendMails")]
    public Task SendMails([QueueTrigger(Queues.Sends)] MailDue mail, CancellationToken cancel) => mail.Kind switch
    {
        MailDueKind.Confirmation => confirmations.HandleAsync(mail.LeadId, mail.Key, cancel),
        MailDueKind.Step => steps.HandleAsync(mail.LeadId, mail.Key, mail.Step!, cancel),
        _ => ledger.SettleAsync(mail.LeadId, mail.Key, cancel),
    };
}
