using Azure;
using LeadScoring.Campaigns;
using LeadScoring.Hits;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>Decides a due step, claims its mail, sends it, and plans what comes next.</summary>
public sealed class StepHandler(
    LeadStore leads, LeadFollowUp followUp, SendLedger ledger, SettleHandler settling, OutlookStore outlooks,
    MailComposer composer, ReferralIndex referrals, SendGate gate, InForce content, TimeProvider time)
{
    public async Task HandleAsync(string leadId, string enrolmentKey, string step, CancellationToken cancel)
    {
        var sendKey = $"{enrolmentKey}|{step}";
        await using var slot = gate.SlotFor(leadId);
        StepDue? taken = null;
        OutgoingMail? mail = null;
        var outcome = await leads.RebuildAsync(leadId, async (snapshot, _) =>
        {
            var row = SendLedger.RowIn(snapshot, sendKey);
            taken = await DecideAsync(snapshot.Lead, row, enrolmentKey, step, slot, cancel);
            if (taken is not { Claimed: { } claimed, Change: { } change }) return taken.Change;
            // Where its links lead is saved with the claim: none of them leads nowhere when the mail is out.
            if (await ComposeAsync(change.Lead, enrolmentKey, claimed, cancel) is not { } composed)
                return (taken = taken.Failed(MailComposer.CannotBeRendered)).Change;
            (mail, var kept) = (composed.Mail, composed.Kept with { SendKey = sendKey });
            return change.With(await KeptAsync(leadId, kept, isAgain: row is not null, cancel));
        }, cancel, withRow: LeadRows.Send(sendKey));
        var isParked = taken?.Decision is StepDecision.Park;
        if (isParked) await gate.ParkAsync(leadId, enrolmentKey, step, cancel);
        // Shown, and the next step planned, before the mail leaves: a crash while sending must neither hide the claim
        // nor end the scenario.
        else if (taken?.Change is null) await settling.WatchAsync(leadId, sendKey, cancel);
        var shown = outcome.Changed ? await ledger.ShowAsync(leadId, taken?.Change, cancel) : null;
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed && !isParked, cancel);
        if (taken is { Claimed: { } claim } && outcome.Changed)
            await SendAsync(outcome.After, (enrolmentKey, step), (claim, shown), mail!, slot, cancel);
    }

    /// <summary>What the rules say, where the provider takes mails now and the day has room for one more.</summary>
    /// <exception cref="ContentBehindException">It would be decided by other content than the enrolment's.</exception>
    private async Task<StepDue> DecideAsync(
        Lead lead, LedgerRow? row, string enrolmentKey, string step, SendSlot slot, CancellationToken cancel)
    {
        var edition = content.Edition; // as fresh as the lead: its store has asked for what it follows
        if (lead.Enrolments.TryGetValue(enrolmentKey, out var at) && at.NextStep == step
            && edition.Lacks(at.Scenario, at.Follows()))
            throw new ContentBehindException(lead.Id, $"version {at.Follows()} of {at.Scenario}");
        var outlook = await outlooks.ReadAsync(lead, enrolmentKey, cancel);
        var due = StepDue.Decide(lead, row, enrolmentKey, step, edition, time.GetUtcNow(), outlook);
        if (due.Claimed is not { } claimed) return due;
        if (!content.Templates.Names.Contains(claimed.Template))
            throw new ContentBehindException(lead.Id, $"the mail {claimed.Template}");
        if (ledger.ClosedUntil(lead.Id, $"{enrolmentKey}|{step}") is { } until && Settling.MayTryAt(claimed, until))
            return due.WaitForProvider(lead, row, enrolmentKey, until);
        return await slot.TakeAsync(lead, lead.Enrolments[enrolmentKey], row?.Record, cancel) is { } later
            ? StepDue.PutOff(lead, row, enrolmentKey, new StepDecision.Postpone(later, RightTime.Limit))
            : due;
    }

    /// <summary>Null where its template cannot be rendered: that is this mail's end and holds up no other.</summary>
    private async Task<(OutgoingMail Mail, MailHits Kept)?> ComposeAsync(
        Lead lead, string enrolmentKey, SendRecord claimed, CancellationToken cancel)
    {
        var product = lead.Enrolments[enrolmentKey].Product;
        var invitation = await referrals.PageInMailAsync(lead, claimed.Template, product, time.GetUtcNow(), cancel);
        try
        {
            return composer.Nurture(lead, claimed, product, invitation);
        }
        catch (MailRefusedException)
        {
            return null;
        }
    }

    /// <summary>A mail that the provider did not take may have other links at its next try.</summary>
    private async Task<Fact> KeptAsync(string leadId, MailHits kept, bool isAgain, CancellationToken cancel) => new(
        LeadRows.Hits(kept.SendId), kept,
        isAgain ? (await HitStore.FindAsync(leads, leadId, kept.SendId, cancel))?.Version : null);

    private async Task SendAsync(
        Lead lead, (string Enrolment, string Step) at, (SendRecord Record, ETag? Shown) claimed, OutgoingMail mail,
        SendSlot slot, CancellationToken cancel)
    {
        var sendKey = lead.Enrolments[at.Enrolment].SendKey(at.Step);
        slot.Keep();
        var isPaused = await gate.IsClosedAsync(claimed.Record, cancel);
        var again = isPaused
            ? null
            : await ledger.DeliverAsync(lead.Id, sendKey, claimed.Record, claimed.Shown, () => mail, cancel);
        if (again is not null || isPaused)
            await TakeBackAsync(lead.Id, sendKey, at, claimed.Record, again, cancel);
    }

    private async Task TakeBackAsync(
        string leadId, string sendKey, (string Enrolment, string Step) at, SendRecord claimed, DateTimeOffset? again,
        CancellationToken cancel)
    {
        LeadChange? back = null;
        var outcome = await leads.ChangeAsync(
            leadId,
            (snapshot, _) => back = StepDue.TakeBack(
                snapshot.Lead, SendLedger.RowIn(snapshot, sendKey), at.Enrolment, at.Step,
                claimed, again, time.GetUtcNow()),
            cancel, withRow: LeadRows.Send(sendKey));
        await ledger.ShowAsync(leadId, back, cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        if (!outcome.Changed) await settling.WatchAsync(leadId, sendKey, cancel); // a claim never stays without an end
    }
}
