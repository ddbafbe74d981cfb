using LeadScoring.Campaigns;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Publishing;

namespace LeadScoring.Nurture;

/// <summary>Decides a due step, claims its mail, sends it, and plans what comes next.</summary>
public sealed class StepHandler(
    LeadStore leads, LeadFollowUp followUp, SendLedger ledger, MailComposer composer, ReferralIndex referrals,
    InForce content, TimeProvider time)
{
    public async Task HandleAsync(string leadId, string enrolmentKey, string step, CancellationToken cancel)
    {
        var sendKey = $"{enrolmentKey}|{step}";
        StepDue? taken = null;
        var outcome = await leads.ChangeAsync(leadId, (snapshot, _) =>
        {
            var row = SendLedger.RowIn(snapshot, sendKey);
            taken = StepDue.Decide(snapshot.Lead, row, enrolmentKey, step, content.Edition, time.GetUtcNow());
            return taken.Change;
        }, cancel, withRow: LeadRows.Send(sendKey));
        // The next step is planned before the mail leaves: a crash while sending must not end the scenario.
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        if (taken is { Claimed: { } claimed } && outcome.Changed)
            await SendAsync(outcome.After, enrolmentKey, step, claimed, cancel);
        else await ledger.WatchAsync(leadId, sendKey, cancel);
    }

    private async Task SendAsync(
        Lead lead, string enrolmentKey, string step, SendRecord claimed, CancellationToken cancel)
    {
        var enrolment = lead.Enrolments[enrolmentKey];
        var sendKey = enrolment.SendKey(step);
        var invitation = await referrals.PageInMailAsync(
            lead, claimed.Template, enrolment.Product, time.GetUtcNow(), cancel);
        var again = await ledger.DeliverAsync(
            lead.Id, sendKey, claimed, () => composer.Nurture(lead, claimed, enrolment.Product, invitation), cancel);
        if (again is not { } at) return;
        var outcome = await leads.ChangeAsync(
            lead.Id,
            (snapshot, _) => StepDue.TakeBack(
                snapshot.Lead, SendLedger.RowIn(snapshot, sendKey), enrolmentKey, step, at),
            cancel, withRow: LeadRows.Send(sendKey));
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
    }
}
