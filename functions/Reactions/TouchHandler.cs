using LeadScoring.Campaigns;
using LeadScoring.Hits;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Reactions;

/// <summary>
/// Loads the lead, lets <see cref="Touch"/> (or, for what came back from mails, <see cref="Hitting"/>) and the
/// assessment decide, saves, and lets the lists and the diary follow.
/// </summary>
public sealed class TouchHandler(
    LeadStore leads, LeadFollowUp followUp, SettleHandler settling, ReferralIndex referrals, Post post,
    InForce content, TimeProvider time)
{
    /// <summary>No door is that late with telling the queue.</summary>
    private static readonly TimeSpan Untold = TimeSpan.FromHours(1);

    /// <summary>Beyond the burst for which a click's own message waits, which comes first if it comes at all.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    public async Task HandleAsync(LeadTouched message, CancellationToken cancel)
    {
        var (isRepeat, isQuiet) = (false, false);
        IReadOnlyList<string> untold = [];
        (LeadChange? Change, string? LeftTo) decided = default;
        var outcome = await leads.RebuildAsync(message.LeadId, async (snapshot, known) =>
        {
            untold = UntoldIn(snapshot, message.InboxKey);
            var row = message.InboxKey is null ? null : snapshot.Rows.GetValueOrDefault(message.InboxKey);
            // A look carries nothing that could be gone, so each counts as one that may have died here before.
            isRepeat = row is null;
            var batch = row is null ? InboxBatch.Empty : Rows.Body<InboxBatch>(row);
            isQuiet = batch.IsQuiet;
            decided = await DecideAsync(snapshot, row?.RowKey, batch, known, cancel);
            return decided.Change;
        }, cancel);
        // A batch that is gone may have settled mails whose figures its first run did not reach.
        if (!isRepeat) await settling.ShowAsync(message.LeadId, decided.Change, cancel);
        else if (message.InboxKey is not null) await settling.ShowAllAsync(message.LeadId, cancel);
        await followUp.AfterAsync(outcome, isRepeat, cancel);
        if (!isQuiet) await referrals.ThankForPurchaseAsync(outcome, isRepeat, cancel);
        foreach (var key in untold) await post.SendAsync(new LeadTouched(message.LeadId, key), cancel);
        if (decided.LeftTo is { } newest)
            await post.SendAsync(new LeadTouched(message.LeadId, newest), cancel, Burst + Overdue);
    }

    private TimeSpan Burst => TimeSpan.FromSeconds(content.Edition.Rules.Machine.BurstSeconds);

    private async Task<(LeadChange? Change, string? LeftTo)> DecideAsync(
        LeadSnapshot snapshot, string? inboxKey, InboxBatch batch, KnownFacts known, CancellationToken cancel)
    {
        var (edition, now) = (content.Edition, time.GetUtcNow());
        if (batch.Mails is not null)
            return await HitStore.DecideAsync(leads, snapshot, inboxKey!, batch, known, edition, now, cancel);
        batch = await leads.UntoldAsync(snapshot.Lead, batch, cancel);
        return (Touch.Decide(snapshot.Lead, inboxKey, batch, known, edition, now), null);
    }

    /// <summary>
    /// Old inbox rows that no message speaks of: their door died before it told the queue and its caller never came
    /// back, or a slow write arrived after its repetition had been worked off. They are told of now.
    /// </summary>
    private List<string> UntoldIn(LeadSnapshot snapshot, string? told) =>
        [.. snapshot.Rows.Values.Where(row => row.RowKey.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal)
            && row.RowKey != told && row.Timestamp < time.GetUtcNow() - Untold).Select(row => row.RowKey)];
}
