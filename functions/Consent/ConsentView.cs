using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Consent;

/// <summary>
/// Whether a mail or a call is lawful now and why not, purpose by purpose, and the ledger it rests on.
/// <see cref="MayMail"/> says whether mail for any purpose is; <see cref="Reason"/>, why none is.
/// </summary>
public sealed record ConsentView(
    bool MayMail, string? Reason, bool MayCall, string? ReasonAgainstCall, ConsentState? Email, ConsentState? Phone,
    IReadOnlyList<PurposeView> Purposes, string? Frequency, IReadOnlyList<ConsentRecord> Record)
{
    /// <summary>What ends or interrupts all mail to the address, whatever was consented to; null: nothing.</summary>
    public Suppression? Suppression { get; init; }

    public static ConsentView Of(
        Lead lead, Edition edition, DateTimeOffset now, IReadOnlyList<ConsentRecord> record)
    {
        var policy = edition.Sender.Consent;
        var ids = policy.Purposes.Select(purpose => (string?)purpose.Id).DefaultIfEmpty(null);
        var purposes = ids.Select(id => PurposeView.Of(lead, id, edition, now)).ToList();
        var mails = purposes.Where(mail => mail.Purpose is null || mail.Purpose != policy.AudiencePurpose).ToList();
        return new ConsentView(
            mails.Any(mail => mail.MayMail),
            mails.All(mail => !mail.MayMail) ? mails[0].Reason : null,
            lead.ReasonAgainstCall() is null, lead.ReasonAgainstCall(), lead.Mail.Email, lead.Mail.Phone,
            [.. purposes.Where(purpose => purpose.Purpose is not null)], lead.Frequency()?.Value, record)
        {
            Suppression = lead.Mail.SuppressedAt(now),
        };
    }
}

/// <summary>
/// Mail for one purpose. <see cref="Since"/> and <see cref="Proof"/> are those of the consent it rests on.
/// </summary>
public sealed record PurposeView(
    string? Purpose, bool MayMail, string? Reason, DateTimeOffset? Since, DateTimeOffset? ExpiresAt, string? Proof)
{
    public static PurposeView Of(Lead lead, string? purpose, Edition edition, DateTimeOffset now)
    {
        var reason = lead.ReasonAgainstMail(purpose, edition, now);
        var consent = lead.Mail.ConsentTo(purpose, edition.Sender.Consent);
        return new PurposeView(
            purpose, reason is null, reason, consent?.At,
            consent is null ? null : Lawful.ExpiresAt(lead, consent, edition.Sender.Consent), consent?.Proof);
    }
}
