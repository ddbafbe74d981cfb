using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Hits;

/// <summary>Reads what a decision on hits needs: their mails, and where it comes to that all events.</summary>
internal static class HitStore
{
    /// <summary>For <see cref="LeadStore.RebuildAsync"/>: what is read here is no older than the snapshot.</summary>
    public static async Task<LeadChange?> DecideAsync(
        LeadStore leads, LeadSnapshot snapshot, string inboxKey, InboxBatch batch, Edition edition, DateTimeOffset now,
        CancellationToken cancel)
    {
        var kept = new Dictionary<string, KeptMail>(StringComparer.Ordinal);
        foreach (var sendId in batch.Mails!.Select(mail => mail.SendId).Distinct(StringComparer.Ordinal))
            if (await FindAsync(leads, snapshot.Lead.Id, sendId, cancel) is { } mail) kept[sendId] = mail;
        return Hitting.Decide(snapshot.Lead, inboxKey, batch, kept, null, edition, now)
            ?? Hitting.Decide(
                snapshot.Lead, inboxKey, batch, kept,
                await leads.EventsAsync(snapshot.Lead.Id, cancel), edition, now);
    }

    public static async Task<KeptMail?> FindAsync(
        LeadStore leads, string leadId, string sendId, CancellationToken cancel) =>
        await leads.FindRowAsync(leadId, LeadRows.Hits(sendId), cancel) is { } row
            ? new KeptMail(Rows.Body<MailHits>(row), row.ETag.ToString())
            : null;
}
