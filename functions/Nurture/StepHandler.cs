using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Nurture;

/// <summary>Decides a due step, claims its mail, sends it, and plans what comes next.</summary>
public sealed class StepHandler(
    LeadStore leads, LeadFollowUp followUp, SendLedger ledger, MailComposer composer, InForce content, TimeProvider time)
{
    public async Task HandleAsync(string leadId, string enrolmentKey, string step, CancellationToken cancel)
    {
        var sendKey = $"{enrolmentKey}|{step}";
        StepDue? taken = null;
        var outcome = await leads.ChangeAsync(leadId, (snapshot, known) =>
        {
            var deferred = Deferred(snapshot.Rows.GetValueOrDefault(LeadRows.Send(sendKey)));
            taken = StepDue.Decide(snapshot.Lead, deferred, enrolmentKey, step, content.Edition, time.GetUtcNow());
            return taken.Change;
        }, cancel, withRow: LeadRows.Send(sendKey));
        // The next step is planned before the mail leaves: a crash while sending must not end the scenario.
        await followUp.AfterAsync(outcome, cancel);
        if (taken is { Claimed: { } claimed } && outcome.Changed) await SendAsync(outcome.After, enrolmentKey, step, claimed, cancel);
        else await ledger.WatchAsync(leadId, sendKey, cancel);
    }

    private async Task SendAsync(Lead lead, string enrolmentKey, string step, SendRecord claimed, CancellationToken cancel)
    {
        var enrolment = lead.Enrolments[enrolmentKey];
        var again = await ledger.DeliverAsync(
            lead.Id, enrolment.SendKey(step), claimed, enrolment.Attempts,
            () => composer.Nurture(lead, claimed, enrolment.Product), cancel);
        if (again is not { } at) return;
        var outcome = await leads.ChangeAsync(
            lead.Id,
            (snapshot, _) => snapshot.Rows.TryGetValue(LeadRows.Send(enrolment.SendKey(step)), out var row)
                ? StepDue.TakeBack(snapshot.Lead, enrolmentKey, step, claimed, new Fact(row.RowKey, claimed, row.ETag.ToString()), at)
                : null,
            cancel, withRow: LeadRows.Send(enrolment.SendKey(step)));
        await followUp.AfterAsync(outcome, cancel);
    }

    private static Fact? Deferred(TableEntity? row) =>
        row is not null && Rows.Body<SendRecord>(row) is { Status: SendStatus.Deferred } record
            ? new Fact(row.RowKey, record, row.ETag.ToString())
            : null;
}
