using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Nurture;

/// <summary>Pure: whether an entry's confirmation mail, or a repetition of it, leaves now, and its claim.</summary>
public static class Confirming
{
    /// <summary>The repetition that comes by itself, as the step of its message and its send.</summary>
    public const string Reminder = "reminder";

    public static string KeyOf(string entryHash, string? repeat) =>
        repeat is null ? $"confirm|{entryHash}" : $"confirm|{entryHash}|{repeat}";

    /// <summary>The repetition that the holder of an outdated link asked for: one for each link.</summary>
    public static string AgainFor(SignedLink outdated) => FormattableString.Invariant(
        $"again-{outdated.Issued.ToUnixTimeSeconds()}");

    /// <summary>No change: settled before, or nobody to ask. A change without a claim records why not.</summary>
    public static (LeadChange? Change, SendRecord? Claimed) Decide(
        Lead lead, Entry entry, LedgerRow? row, string? repeat, Edition edition, DateTimeOffset now)
    {
        if (row is { Record.Status: not SendStatus.Deferred }
            || lead.Profile is null or { StoppedAt: not null } || HasRefused(lead, entry, repeat))
            return default;
        var record = Record(lead.Id, entry, repeat, (row?.Record.Attempts ?? 0) + 1, edition, now) with
        {
            IntendedAt = row?.Record.FirstDecidedAt(),
        };
        var against = lead.Mail.ReasonAgainstAsking(entry.ReceivedAt)
            ?? (row is null && !lead.Mail.MayAskAt(now) ? "asked recently" : null);
        if (against is not null) record = record with { Status = SendStatus.Suppressed, Reason = against };
        var after = row is null && against is null ? lead with { Mail = lead.Mail.AskedAt(now) } : lead;
        var fact = row?.Replaced(record) ?? new Fact(LeadRows.Send(KeyOf(entry.Hash, repeat)), record);
        return (new LeadChange(after, [fact]), against is null ? record : null);
    }

    /// <summary>Who stopped all mail since they entered is not reminded of what the entry asked.</summary>
    private static bool HasRefused(Lead lead, Entry entry, string? repeat) =>
        repeat is not null && lead.Mail.Email is { Granted: false } ended && ended.At > entry.ReceivedAt;

    private static SendRecord Record(
        string leadId, Entry entry, string? repeat, int attempts, Edition edition, DateTimeOffset now) => new()
        {
            SendId = SendLedger.SendId(leadId, KeyOf(entry.Hash, repeat)),
            Status = SendStatus.Claimed,
            Template = TemplateOf(entry, edition),
            Step = repeat,
            CampaignId = entry.CampaignId.Length > 0 ? entry.CampaignId : null,
            Attempts = attempts,
            DecidedAt = now,
            Day = SendRecord.DayOf(now, edition.Sender.TimeZone),
        };

    private static string TemplateOf(Entry entry, Edition edition) =>
        entry.Context is { } id && edition.Sender.Consent.Context(id) is { } context ? context.Template
        : edition.Campaigns.TryGetValue(entry.CampaignId, out var campaign) ? campaign.ConfirmTemplate
        : "confirm";
}
