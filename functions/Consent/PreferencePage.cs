using LeadScoring.Leads;
using LeadScoring.Rewards;

namespace LeadScoring.Consent;

/// <summary>Something a person can choose, in the words of the page.</summary>
public sealed record Choice(string Id, string Name, string? Description, bool On);

/// <summary>
/// Pure: what the preference centre shows of a lead. Address and number are shown in part only: a mail that was
/// forwarded carries the link along. <see cref="Phone"/> is null where we have no number.
/// </summary>
public sealed record PreferencePage(
    IReadOnlyList<Choice> Topics, IReadOnlyList<Choice> Frequencies, bool NoCalls, string Email, string? Phone,
    string? Name)
{
    /// <summary>Where there are no topics: whether mails go out at all.</summary>
    public bool Mails { get; init; }

    /// <summary>Of the points programme; null where there is nothing to show.</summary>
    public PointsOffer? Points { get; init; }

    public static PreferencePage Of(Lead lead, ConsentPolicy policy, string locale)
    {
        var mail = lead.Mail;
        var frequency = lead.Frequency() is { } chosen && policy.CapOf(chosen.Value) is not null ? chosen.Value : "";
        return new PreferencePage(
            [.. policy.Purposes.Select(purpose => new Choice(
                purpose.Id, purpose.Label.For(locale), purpose.Description.For(locale),
                Preferences.IsOn(mail, purpose.Id, policy)))],
            [.. policy.Frequencies.Select(choice => new Choice(
                choice.Id, choice.Label.For(locale), null, choice.Id == frequency))],
            mail.IsDoNotCall(), EmailAddress.Masked(lead.Profile!.Email),
            MaskedNumber(lead.Profile.Phone?.Value), lead.Profile.Name?.Value)
        {
            Mails = Preferences.IsOn(mail, "", policy),
        };
    }

    /// <summary>•••5678</summary>
    private static string? MaskedNumber(string? phone) =>
        phone is null ? null : $"•••{phone[^Math.Min(4, phone.Length)..]}";
}
