using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Sending;

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
    /// <param name="lead">The lead as it is now.</param>
    /// <param name="entry">What is to be confirmed.</param>
    /// <param name="row">The ledger's row of this mail, where there is one.</param>
    /// <param name="repeat">Which repetition it is; null: the first mail.</param>
    /// <param name="isAnswered">The entry was confirmed, so that it need not be repeated.</param>
    /// <param name="edition">The content in force.</param>
    /// <param name="now">The instant of the decision, which is also that of a claim.</param>
    public static (LeadChange? Change, SendRecord? Claimed) Decide(
        Lead lead, Entry entry, LedgerRow? row, string? repeat, bool isAnswered, Edition edition, DateTimeOffset now)
    {
        if (row is { Record.Status: not SendStatus.Deferred } || lead.Profile is null) return default;
        if (ReasonAgainst(lead, entry, repeat, isAnswered) is { } reason)
            return row is null ? default : (WillNotGo(lead, row, reason), null);
        var record = Record(lead.Id, entry, repeat, (row?.Record.Attempts ?? 0) + 1, edition, now);
        record = record with
        {
            SendId = row?.Record.SendId ?? record.SendId,
            IntendedAt = row?.Record.FirstDecidedAt(),
            Away = row?.Record.Away,
        };
        var against = lead.Mail.ReasonAgainstAsking(entry.ReceivedAt)
            ?? (row is null && !lead.Mail.MayAskAt(now) ? "asked recently" : null);
        if (against is not null) record = record with { Status = SendStatus.Suppressed, Reason = against };
        var after = row is null && against is null ? lead with { Mail = lead.Mail.AskedAt(now) } : lead;
        var fact = row?.Replaced(record) ?? new Fact(LeadRows.Send(KeyOf(entry.Hash, repeat)), record);
        return (new LeadChange(after, [fact]), against is null ? record : null);
    }

    private static string? ReasonAgainst(Lead lead, Entry entry, string? repeat, bool isAnswered) =>
        lead.Profile!.StoppedAt is not null ? "use stopped"
        : EmailAddress.IsOfNumber(lead.Profile.Email) ? Lawful.NoAddress
        : repeat is not null && isAnswered ? "confirmed"
        : HasRefused(lead, entry, repeat) ? "consent withdrawn"
        : null;

    /// <summary>A mail that the provider kept waiting ends though nobody is asked any more.</summary>
    private static LeadChange WillNotGo(Lead lead, LedgerRow row, string reason) =>
        new(lead, [row.Replaced(row.Record with { Status = SendStatus.Suppressed, Reason = reason })]);

    /// <summary>Who stopped all mail since they entered is not reminded of what the entry asked.</summary>
    private static bool HasRefused(Lead lead, Entry entry, string? repeat) =>
        repeat is not null && lead.Mail.Email is { Granted: false } ended && ended.At > entry.ReceivedAt;

    private static SendRecord Record(
        string leadId, Entry entry, string? repeat, int attempts, Edition edition, DateTimeOffset now) => new()
        {
            SendId = SendLedger.SendId(leadId, KeyOf(entry.Hash, repeat), entry.ReceivedAt),
            Status = SendStatus.Claimed,
            Template = TemplateOf(entry, edition),
            Step = repeat,
            CampaignId = entry.CampaignId.Length > 0 ? entry.CampaignId : null,
            Attempts = attempts,
            DecidedAt = now,
            Day = SendRecord.DayOf(now, edition.Sender),
        };

    private static string TemplateOf(Entry entry, Edition edition) =>
        entry.Context is { } id && edition.Sender.Consent.Context(id) is { } context ? context.Template
        : edition.Campaigns.TryGetValue(entry.CampaignId, out var campaign) ? campaign.ConfirmTemplate
        : "confirm";
}
