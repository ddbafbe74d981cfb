using LeadScoring.Due;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Nurture;

/// <summary>
/// Sends the mail that asks a person to confirm an entry: once per entry, at once, whatever the hour (they are waiting
/// for it), and not at all when the entry was confirmed meanwhile.
/// </summary>
public sealed class ConfirmationHandler(
    LeadStore leads, SendLedger ledger, DueIndex due, MailComposer composer, InForce content, TimeProvider time)
{
    public async Task HandleAsync(string leadId, string entryHash, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(leadId, LeadRows.Entry(entryHash), cancel) is not { } entryRow) return;
        var entry = Rows.Body<Entry>(entryRow);
        var sendKey = KeyOf(entryHash);
        SendRecord? claimed = null;
        var outcome = await leads.ChangeAsync(leadId, (snapshot, _) =>
        {
            claimed = null;
            var row = SendLedger.RowIn(snapshot, sendKey);
            if (row is { Record.Status: not SendStatus.Deferred } || snapshot.Lead.Mail.Suppression is not null
                || snapshot.Lead.Profile is null or { StoppedAt: not null })
                return null;
            var now = time.GetUtcNow();
            var record = Record(leadId, entry, sendKey, (row?.Record.Attempts ?? 0) + 1, now);
            var mail = snapshot.Lead.Mail;
            var isTooMany = row is null && !mail.MayAskAt(now);
            if (isTooMany) record = record with { Status = SendStatus.Suppressed, Reason = "asked recently" };
            else claimed = record;
            var lead = row is null && !isTooMany ? snapshot.Lead with { Mail = mail.AskedAt(now) } : snapshot.Lead;
            return new LeadChange(lead, [row?.Replaced(record) ?? new Fact(LeadRows.Send(sendKey), record)]);
        }, cancel, withRow: LeadRows.Send(sendKey));

        if (claimed is null || !outcome.Changed)
        {
            await ledger.WatchAsync(leadId, sendKey, cancel);
            return;
        }
        var again = await ledger.DeliverAsync(
            leadId, sendKey, claimed, () => composer.Confirmation(outcome.After, entry, claimed), cancel);
        if (again is { } at) await TakeBackAsync(leadId, entryHash, claimed, at, cancel);
    }

    public static string KeyOf(string entryHash) => $"confirm|{entryHash}";

    private SendRecord Record(string leadId, Entry entry, string sendKey, int attempts, DateTimeOffset now) => new()
    {
        SendId = SendLedger.SendId(leadId, sendKey),
        Status = SendStatus.Claimed,
        Template = content.Edition.Campaigns.TryGetValue(entry.CampaignId, out var campaign)
            ? campaign.ConfirmTemplate
            : "confirm",
        CampaignId = entry.CampaignId,
        Attempts = attempts,
        DecidedAt = now,
    };

    private async Task TakeBackAsync(
        string leadId, string entryHash, SendRecord claimed, DateTimeOffset at, CancellationToken cancel)
    {
        // Deferred first: a crash before the plan leaves this message on its queue, and its next run claims again.
        if (await leads.FindRowAsync(leadId, LeadRows.Send(KeyOf(entryHash)), cancel) is { } row)
        {
            var deferred = claimed with { Status = SendStatus.Deferred };
            await leads.ReplaceRowAsync(leadId, row.RowKey, deferred, row.ETag, cancel);
        }
        await due.AddAsync(new DueItem(leadId, DueKind.Confirmation, entryHash), at, cancel);
    }
}
