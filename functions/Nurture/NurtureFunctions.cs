using LeadScoring.Parking;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Nurture;

/// <summary>The queue of due mails.</summary>
public sealed class NurtureFunctions(
    StepHandler steps, ConfirmationHandler confirmations, SendLedger ledger, ParkingHandler parking)
{
    [Function("SendMails")]
    public Task SendMails([QueueTrigger(Queues.Sends)] MailDue mail, CancellationToken cancel) => mail.Kind switch
    {
        MailDueKind.Confirmation => confirmations.HandleAsync(mail.LeadId, mail.Key, mail.Step, cancel),
        MailDueKind.Step => steps.HandleAsync(mail.LeadId, mail.Key, mail.Step!, cancel),
        _ => ledger.SettleAsync(mail.LeadId, mail.Key, cancel),
    };

    [Function("ParkMails")]
    public Task ParkMails([QueueTrigger(Queues.SendsPoison)] string text, CancellationToken cancel) =>
        parking.HandleAsync<MailDue>(Queues.Sends, text, SendMails, cancel);
}
