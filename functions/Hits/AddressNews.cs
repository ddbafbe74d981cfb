using LeadScoring.Consent;
using LeadScoring.Sending;

namespace LeadScoring.Hits;

/// <summary>
/// Pure: what the events of a mail say of the address it went to. A hard bounce, a spam report and the provider's own
/// lists end all mail; a block may pass, and only several in a row interrupt it.
/// </summary>
public static class AddressNews
{
    /// <summary>Reasons of a drop that speak of the address and not of one mail.</summary>
    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        DropReason.Bounced, DropReason.Spam, DropReason.Unsubscribed, DropReason.Invalid,
    };

    public static AddressState Told(AddressState state, MailHits mail) =>
        mail.Events.Aggregate(state, (known, told) => Told(known, told, mail.SendId));

    private static AddressState Told(AddressState state, MailEvent told, string sendId)
    {
        var one = new AddressEvent(told.At, told.Id, sendId);
        return told.Type switch
        {
            MailEvent.Delivered => state.Delivered(told.At),
            "spamreport" => state.Refused(AddressState.SpamReport, one),
            "bounce" when IsHard(told.Status) => state.Refused(AddressState.Bounced, one),
            "bounce" => state.BlockedBy(one),
            "blocked" => state.BlockedBy(one),
            "dropped" when told.Status is { } why && Lists.Contains(why) =>
                state.Refused(Settling.DroppedFor(why), one),
            _ => state,
        };
    }

    /// <summary>
    /// By the provider's own kind of bounce; without it, by the SMTP status (RFC 3463: 5 is permanent).
    /// </summary>
    private static bool IsHard(string? status)
    {
        var parts = (status ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Contains("bounce", StringComparer.Ordinal)) return true;
        return parts.All(part => part is not ("blocked" or "expired"))
            && parts.Any(part => part.StartsWith('5'));
    }
}

/// <summary>
/// Why the provider dropped a mail, in stable words of our own: its own may quote an address. From the texts of
/// SendGrid's <c>dropped</c> event.
/// </summary>
public static class DropReason
{
    public const string Bounced = "bounced address";
    public const string Spam = "spam reporting address";
    public const string Unsubscribed = "unsubscribed address";
    public const string Invalid = "invalid address";

    /// <summary>The first that the provider's text holds gives the name.</summary>
    private static readonly (string Text, string Reason)[] Known =
    [
        ("unsubscribed", Unsubscribed), ("spam reporting", Spam), ("spam content", "spam content"),
        ("bounced", Bounced), ("over package quota", "over quota"), ("invalid smtpapi", "invalid header"),
        ("invalid", Invalid),
    ];

    public const string Other = "other";

    public static string Of(string? told) => Known
        .Where(known => told?.Contains(known.Text, StringComparison.OrdinalIgnoreCase) == true)
        .Select(known => known.Reason).FirstOrDefault(Other);
}
