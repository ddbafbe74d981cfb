using LeadScoring.Identity;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Sales;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: whether a mail for a purpose, or a call, is lawful at an instant, as the ledger has it. The reasons are stable
/// words for the ledger of mails and for people.
/// </summary>
public static class Lawful
{
    public const string NoAddress = "no mail address";
    public const string NoConsent = "no consent";
    public const string Withdrawn = "consent withdrawn";
    public const string SwitchedOff = "purpose switched off";
    public const string Expired = "consent expired";
    public const string Outdated = "wording changed";

    /// <summary>
    /// Null when advertising mail for this purpose is lawful now, else the reason why not; for that of audiences, the
    /// same of telling a digest of the address.
    /// </summary>
    public static string? ReasonAgainstMail(
        this Lead lead, string? purpose, Edition edition, DateTimeOffset now)
    {
        if (lead.Profile is { StoppedAt: not null }) return "use stopped";
        if (lead.Profile is { } profile && EmailAddress.IsOfNumber(profile.Email)) return NoAddress;
        var mail = lead.Mail;
        if (mail.Suppression is { } suppressed) return suppressed;
        if (mail.SuppressedAt(now) is { } blocked) return blocked.Reason;
        if (mail.ConsentTo(purpose, edition.Sender.Consent) is { } consent)
            return IsOutdated(consent, edition) ? Outdated
                : ExpiresAt(lead, consent, edition.Sender.Consent) <= now ? Expired
                : null;
        if (mail.Email is { Granted: false }) return Withdrawn;
        return (purpose is null ? null : mail.Purposes.GetValueOrDefault(purpose)) switch
        {
            null => NoConsent,
            { Granted: false } => SwitchedOff,
            _ => Withdrawn, // with all mail, which was allowed again since
        };
    }

    /// <summary>
    /// The consent that the use for a purpose rests on. That of audiences is a word of its own: a consent to mail in
    /// general is none to be told to others, and neither prolongs nor outdates it.
    /// </summary>
    public static ConsentState? ConsentTo(this MailState mail, string? purpose, ConsentPolicy policy) =>
        purpose is not null && purpose == policy.AudiencePurpose ? mail.OwnConsentTo(purpose) : mail.ConsentTo(purpose);

    /// <summary>
    /// Null when a call is not forbidden. Advertising calls need no consent beforehand where the number was given for
    /// being called; they end with the person's word, and with the stop of use.
    /// </summary>
    public static string? ReasonAgainstCall(this Lead lead) =>
        lead.Profile is { StoppedAt: not null } ? "use stopped"
        : lead.IsDoNotCall() ? "do not call"
        : null;

    /// <summary>
    /// The person asked not to be called. Said of one of several addresses that they are, it holds for the person.
    /// </summary>
    public static bool IsDoNotCall(this Lead lead) => lead.Mail.IsDoNotCall()
        || lead.Profile is { } profile && Parts.Of(profile).Any(part => part.Value.Calls is { Granted: false });

    /// <summary>
    /// Consent lives for the period of sender.json after the grant, or after the last thing the person did that shows
    /// them still interested; null: it does not expire.
    /// </summary>
    public static DateTimeOffset? ExpiresAt(Lead lead, ConsentState consent, ConsentPolicy policy)
    {
        if (policy.Expires is not { } period) return null;
        var touched = LastSign(lead);
        return Retention.After(touched > consent.At ? touched.Value : consent.At, period);
    }

    /// <summary>
    /// An entry is no sign: anybody may type in anybody's address; and nobody stays signed up for having unsubscribed.
    /// </summary>
    private static DateTimeOffset? LastSign(Lead lead) => lead.Products.Values
        .SelectMany(state => state.LastByType
            .Where(seen => seen.Key is not (Entering.ReactionType or Withdrawal.ReactionType)
                && Outcomes.IsSign(seen.Key))
            .Select(seen => (DateTimeOffset?)seen.Value)
            .Append(state.LastPurchaseAt))
        .Max();

    private static bool IsOutdated(ConsentState consent, Edition edition) =>
        consent.CampaignId is { } id && edition.Campaigns.GetValueOrDefault(id) is { OptIn.Reconsent: true } campaign
        && consent.WordingVersion != campaign.OptIn.Version;
}
