using Azure.Data.Tables;
using LeadScoring.Alerts;
using LeadScoring.Campaigns;
using LeadScoring.Due;
using LeadScoring.Exports;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Nurture;
using LeadScoring.Proof;
using LeadScoring.Publishing;
using LeadScoring.Rewards;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using LeadScoring.Visitors;

namespace LeadScoring.Rights;

/// <summary>
/// Erases a lead: first its profile goes and the tombstone comes, in one transaction, so no worker finds the lead any
/// more; then the lists, the mails in the outbox, the devices, the feed of alerts and all other rows follow. A crash
/// anywhere leaves a tombstone that says what is still to do, and the message that does it.
/// </summary>
public sealed class EraseHandler(
    LeadStore leads, GraveStore graves, LeadFollowUp followUp, RankIndex rank, DueIndex due, Outbox outbox,
    SendIndex figures, VisitorIndex visitors, CampaignLedger register, ReferralIndex referrals, AlertFollowUp alerts,
    SalesForgetting sales, TrackForgetting tracks, Post post, InForce content, TimeProvider time)
{
    private Retention Retention => content.Edition.Sender.Retention;

    public async Task HandleAsync(LeadForgotten message, CancellationToken cancel)
    {
        while (true)
        {
            var snapshot = await leads.LoadAsync(message.LeadId, cancel);
            var lead = snapshot.Lead;
            if (lead.Gone is not { IsUnderWay: true })
            {
                if (lead.Profile is null || lead.Gone?.At >= message.DecidedAt) return; // done before
                if (WhyNow(lead, message) is not { } why)
                {
                    await PlanAsync(message.LeadId, cancel);
                    return;
                }
                foreach (var part in PartsOf(lead, why)) await post.SendAsync(part, cancel);
                var gone = Erasure.Begin(lead, why, time.GetUtcNow());
                if (!await graves.TryBeginAsync(snapshot, gone, cancel)) continue;
                foreach (var (item, at) in LeadFollowUp.Plans(lead)) await ForgetAsync(item, at, cancel);
            }
            await SweepAsync(message.LeadId, cancel);
            return;
        }
    }

    /// <summary>A step may wait for its minute or, while its scenario is paused, for the resumption.</summary>
    private async Task ForgetAsync(DueItem item, DateTimeOffset at, CancellationToken cancel)
    {
        await due.RemoveAsync(item, at, cancel);
        if (item.Kind == DueKind.Step) await due.UnparkAsync(item, Enrolment.ScenarioOf(item.Key), cancel);
    }

    /// <summary>Who was merged into this lead is the same person; who is being taken out again is not.</summary>
    private IEnumerable<LeadForgotten> PartsOf(Lead lead, Farewell why) =>
        lead.Profile!.Merged.Keys.Select(part => new LeadForgotten(part, time.GetUtcNow(), why));

    private Farewell? WhyNow(Lead lead, LeadForgotten message) => message.DecidedAt is not null
        ? message.Why
        : Forgetting.Due(lead, Retention, time.GetUtcNow());

    /// <summary>Something happened since this look was planned: the next one.</summary>
    private async Task PlanAsync(string leadId, CancellationToken cancel)
    {
        var outcome = await leads.ChangeAsync(
            leadId,
            (snapshot, _) => new LeadChange(Forgetting.Plan(snapshot.Lead, Retention, time.GetUtcNow()), []),
            cancel);
        await followUp.AfterAsync(outcome, isRepeat: true, cancel);
    }

    private async Task SweepAsync(string leadId, CancellationToken cancel)
    {
        while (await graves.FindAsync(leadId, cancel) is { } grave)
        {
            if (grave.Gone.Step == ErasureStep.Begun)
            {
                var proven = Erasure.Proven(grave.Gone, await graves.ConsentsAsync(leadId, cancel));
                await graves.MarkAsync(grave, proven, cancel);
                continue;
            }
            await rank.FenceAsync(leadId, grave.Gone.Fences, cancel);
            var rows = await graves.RowsAsync(grave, cancel);
            await ForgetMailsAsync(rows.Where(row => LeadRows.IsSend(row.RowKey)), cancel);
            var devices = rows.Select(row => row.RowKey).Where(LeadRows.IsVisitor)
                .Select(key => key[LeadRows.VisitorPrefix.Length..]);
            await visitors.ForgetAsync(leadId, devices, cancel);
            await alerts.ForgetAsync(rows.Where(row => LeadRows.IsAlert(row.RowKey)), cancel);
            await sales.ForgetAsync(leadId, grave.Gone.At, rows, cancel);
            await tracks.ForgetAsync(leadId, rows, cancel);
            await ForgetEntriesAsync(leadId, grave.Gone.Why != Farewell.Unconfirmed, rows, cancel);
            if (rows.Count == 0 && grave.Gone.PartOf is { } person)
                await post.SendAsync(new LeadMerged(leadId, person), cancel);
            if (rows.Count > 0) await graves.RemoveAsync(grave, rows, cancel);
            else if (!Erasure.LeavesTombstone(grave.Gone)) await graves.CloseAsync(grave, cancel);
            else await graves.MarkAsync(grave, grave.Gone with { Step = ErasureStep.Done }, cancel);
        }
    }

    /// <summary>Before their own rows go: the mails leave the outbox, and are counted on without a name.</summary>
    private async Task ForgetMailsAsync(IEnumerable<TableEntity> sends, CancellationToken cancel)
    {
        outbox.DeleteAll(ViewMail.IdPrefix);
        foreach (var send in sends)
        {
            var (key, record) = (send.RowKey[LeadRows.SendPrefix.Length..], Rows.Body<SendRecord>(send));
            outbox.Delete(record.SendId);
            await figures.PutAsync(SendRow.Of(send.PartitionKey, key, record).Erased(), null, cancel);
        }
    }

    /// <summary>Before the entries' own rows go: they say where else the person is.</summary>
    private async Task ForgetEntriesAsync(
        string leadId, bool wasKnown, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        var entries = rows.Where(row => LeadRows.IsEntry(row.RowKey)).Select(Rows.Body<Entry>).ToList();
        await register.ForgetAsync(leadId, wasKnown, entries, cancel);
        var bought = rows.Where(row => LeadRows.IsPointsAct(row.RowKey)).Select(Rows.Body<PointsAct>)
            .SelectMany(act => act.EntryNames().Select(name => (act.CampaignId!, name)));
        await register.ForgetAsync(leadId, bought, cancel);
        if (entries.Count > 0 || rows.Count == 0) await referrals.ForgetAsync(leadId, cancel);
    }
}
