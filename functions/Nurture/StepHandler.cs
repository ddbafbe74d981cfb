using Azure;
using LeadScoring.Campaigns;
using LeadScoring.Hits;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Publishing;

namespace LeadScoring.Nurture;

/// <summary>Decides a due step, claims its mail, sends it, and plans what comes next.</summary>
public sealed class StepHandler(
    LeadStore leads, LeadFollowUp followUp, SendLedger ledger, SettleHandler settling, OutlookStore outlooks,
    MailComposer composer, ReferralIndex referrals, InForce content, TimeProvider time)
{
    public async Task HandleAsync(string leadId, string enrolmentKey, string step, CancellationToken cancel)
    {
        var sendKey = $"{enrolmentKey}|{step}";
        StepDue? taken = null;
        OutgoingMail? mail = null;
        var outcome = await leads.RebuildAsync(leadId, async (snapshot, _) =>
        {
            var row = SendLedger.RowIn(snapshot, sendKey);
            var outlook = await outlooks.ReadAsync(snapshot.Lead, enrolmentKey, cancel);
            taken = StepDue.Decide(
                snapshot.Lead, row, enrolmentKey, step, content.Edition, time.GetUtcNow(), outlook);
            if (taken.Claimed is { } first && ledger.ClosedUntil(leadId, sendKey) is { } until
                && Settling.MayTryAt(first, until))
                taken = StepDue.PutOff(snapshot.Lead, enrolmentKey, until);
            if (taken is not { Claimed: { } claimed, Change: { } change }) return taken.Change;
            // Where its links lead is saved with the claim: none of them leads nowhere when the mail is out.
            (mail, var kept) = await ComposeAsync(change.Lead, enrolmentKey, claimed, cancel);
            kept = kept with { SendKey = sendKey };
            return change.With(await KeptAsync(leadId, kept, isAgain: row is not null, cancel));
        }, cancel, withRow: LeadRows.Send(sendKey));
        // Shown, and the next step planned, before the mail leaves: a crash while sending must neither hide the claim
        // nor end the scenario.
        if (!outcome.Changed) await settling.WatchAsync(leadId, sendKey, cancel);
        var shown = outcome.Changed ? await ledger.ShowAsync(leadId, taken?.Change, cancel) : null;
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        if (taken is { Claimed: { } claim } && outcome.Changed)
            await SendAsync(outcome.After, enrolmentKey, step, (claim, shown), mail!, cancel);
    }

    private async Task<(OutgoingMail Mail, MailHits Kept)> ComposeAsync(
        Lead lead, string enrolmentKey, SendRecord claimed, CancellationToken cancel)
    {
        var product = lead.Enrolments[enrolmentKey].Product;
        var invitation = await referrals.PageInMailAsync(lead, claimed.Template, product, time.GetUtcNow(), cancel);
        return composer.Nurture(lead, claimed, product, invitation);
    }

    /// <summary>A mail that the provider did not take may have other links at its next try.</summary>
    private async Task<Fact> KeptAsync(string leadId, MailHits kept, bool isAgain, CancellationToken cancel) => new(
        LeadRows.Hits(kept.SendId), kept,
        isAgain ? (await HitStore.FindAsync(leads, leadId, kept.SendId, cancel))?.Version : null);

    private async Task SendAsync(
        Lead lead, string enrolmentKey, string step, (SendRecord Record, ETag? Shown) claimed, OutgoingMail mail,
        CancellationToken cancel)
    {
        var sendKey = lead.Enrolments[enrolmentKey].SendKey(step);
        var again = await ledger.DeliverAsync(
            lead.Id, sendKey, claimed.Record, claimed.Shown, () => mail, cancel);
        if (again is not { } at) return;
        LeadChange? back = null;
        var outcome = await leads.ChangeAsync(
            lead.Id,
            (snapshot, _) => back = StepDue.TakeBack(
                snapshot.Lead, SendLedger.RowIn(snapshot, sendKey), enrolmentKey, step, at),
            cancel, withRow: LeadRows.Send(sendKey));
        await ledger.ShowAsync(lead.Id, back, cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        if (!outcome.Changed) await settling.WatchAsync(lead.Id, sendKey, cancel); // a claim never stays without an end
    }
}
