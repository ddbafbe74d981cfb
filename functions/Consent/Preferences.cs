using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: what a person chose in the preference centre. Only what changes is recorded, with the words they chose by.
/// </summary>
/// <param name="Purposes">The purposes ticked; without any in sender.json an empty id is all mail.</param>
/// <param name="Frequency">The id of a frequency; empty: as they are sent.</param>
/// <param name="NoCalls">The person asks not to be called; null where the form did not ask.</param>
public sealed record Preferences(IReadOnlySet<string> Purposes, string Frequency, bool? NoCalls)
{
    public const string How = "preferences";

    /// <summary>What the form offers: the purposes of sender.json or, where there are none, mail as such.</summary>
    public static IReadOnlyList<string> Offered(ConsentPolicy policy) =>
        [.. policy.Purposes.Select(purpose => purpose.Id).DefaultIfEmpty("")];

    /// <summary>The field with a choice that the form does not offer (any more); null where there is none.</summary>
    public string? NotOffered(ConsentPolicy policy) =>
        !Purposes.IsSubsetOf(Offered(policy)) ? "topic"
        : Frequency.Length > 0 && policy.CapOf(Frequency) is null ? "frequency"
        : null;

    /// <summary>A consent to all mail covers each purpose of mail, and not that of audiences.</summary>
    public static bool IsOn(MailState mail, string purpose, ConsentPolicy policy) =>
        mail.ConsentTo(purpose.Length == 0 ? null : purpose, policy) is not null;

    /// <summary>Null when everything is so already.</summary>
    public LeadChange? Decide(Lead lead, string sendId, Edition edition, string locale, DateTimeOffset now)
    {
        var policy = edition.Sender.Consent;
        var offered = Offered(policy);
        var on = offered.Where(id => Purposes.Contains(id) && !IsOn(lead.Mail, id, policy)).ToList();
        var off = offered.Where(id => !Purposes.Contains(id) && IsOn(lead.Mail, id, policy)).ToList();
        var (facts, mail) = (new List<Fact>(), lead.Mail);
        var at = After(lead, now);
        if (on.Count > 0)
            Keep(Row(ConsentRecord.EmailGranted) with { Purposes = Named(on), Wording = Words(on, edition, locale) });
        if (off.Count > 0)
            Keep(Row(ConsentRecord.EmailWithdrawn) with { Purposes = Named(off) });
        if (NoCalls is { } refused && refused != lead.Mail.IsDoNotCall())
            Keep(Row(ConsentRecord.Name(Channel.Phone, granted: !refused)));
        if (Frequency != (lead.Frequency()?.Value ?? "")
            && (Frequency.Length == 0 || edition.Sender.Consent.CapOf(Frequency) is not null))
            Keep(Row(ConsentRecord.Frequency) with { Choice = Frequency });
        return facts.Count == 0 ? null : new LeadChange(lead with { Mail = mail }, facts);

        void Keep(ConsentRecord row)
        {
            var key = LeadRows.Consent(
                string.Create(CultureInfo.InvariantCulture, $"{row.At.UtcTicks:D19}|{row.What}"));
            facts.Add(new Fact(key, row));
            mail = mail.With(key, row);
        }

        ConsentRecord Row(string what) => new()
        {
            What = what,
            At = at,
            How = How,
            Source = "link",
            SendId = sendId,
            LegalName = edition.Sender.LegalName.For(locale),
            Page = How,
        };
    }

    /// <summary>A worker whose clock is ahead may have recorded an earlier press as a later one.</summary>
    private static DateTimeOffset After(Lead lead, DateTimeOffset now)
    {
        var mail = lead.Mail;
        var latest = mail.Purposes.Values.Append(mail.Email).Append(mail.Phone).OfType<ConsentState>()
            .Select(said => said.SaidAt()).Append(lead.Frequency()?.At ?? default).Max();
        return latest >= now ? latest.AddTicks(1) : now;
    }

    private static IReadOnlyList<string>? Named(List<string> purposes) =>
        purposes is [""] ? null : purposes;

    private static string Words(List<string> chosen, Edition edition, string locale) => string.Join(
        '\n', edition.Sender.Consent.Purposes.Where(purpose => chosen.Contains(purpose.Id))
            .Select(purpose => $"{purpose.Label.For(locale)}: {purpose.Description.For(locale)}"));
}
