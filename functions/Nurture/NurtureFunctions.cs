using LeadScoring.Alerts;
using LeadScoring.Exports;
using LeadScoring.Parking;
using LeadScoring.Sending;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Nurture;

/// <summary>The queue of due mails, and of what else waits for an answer from outside.</summary>
public sealed class NurtureFunctions(
    StepHandler steps, ConfirmationHandler confirmations, SettleHandler settling, AlertHandler alerts,
    DeliveryHandler views, ParkingHandler parking)
{
    [Function("SendMails")]
    public Task SendMails([QueueTrigger(Queues.Sends)] MailDue mail, CancellationToken cancel) => mail.Kind switch
    {
        MailDueKind.Confirmation => confirmations.HandleAsync(mail.LeadId, mail.Key, mail.Step, cancel),
        MailDueKind.Step => steps.HandleAsync(mail.LeadId, mail.Key, mail.Step!, cancel),
        MailDueKind.Alert => alerts.HandleAsync(new AlertId(mail.LeadId, mail.Key), cancel),
        MailDueKind.View => views.HandleAsync(mail.Key, mail.Step!, cancel),
        MailDueKind.SettleDay => settling.SettleDayAsync(mail.Key, cancel),
        _ => settling.SettleAsync(mail.LeadId, mail.Key, cancel),
    };

    [Function("ParkMails")]
    public Task ParkMails([QueueTrigger(Queues.SendsPoison)] string text, CancellationToken cancel) =>
        parking.HandleAsync<MailDue>(Queues.Sends, text, SendMails, cancel);
}
