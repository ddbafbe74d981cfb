using System.Net.Mail;
using System.Text;

namespace LeadScoring.Leads;

/// <summary>
/// A mail address that can be written to: <see cref="Text"/> as the person typed it (full-width letters made
/// half-width, the domain in its ASCII form), <see cref="Normalised"/> the same in lower case, so that one person is
/// one lead.
/// </summary>
public sealed record EmailAddress
{
    private const string Unmailable = ".invalid";
    private const int MaxLength = 254; // RFC 5321, 4.5.3.1.3 less the brackets

    private EmailAddress(string text, string normalised)
    {
        Text = text;
        Normalised = normalised;
    }

    public string Text { get; }
    public string Normalised { get; }

    /// <summary>The address, or null with a reason that says what to do.</summary>
    public static EmailAddress? Parse(string typed, out string? reason)
    {
        var text = HalfWidth(typed.Trim());
        reason = "Must be a mail address like name@example.jp.";
        if (text.Length is 0 or > MaxLength || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return null;
        if (text.IndexOfAny(['<', '>', '"', ',', ';', ':', '\\', '(', ')']) >= 0) return null;
        // Letters other than ASCII before the @ need SMTPUTF8 from here to the mailbox, which hardly anybody has.
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64) return null;
        if (text.IndexOf('@', StringComparison.Ordinal) != at || !Ascii.IsValid(text.AsSpan(0, at))) return null;
        if (MailDomain.ToAscii(text[(at + 1)..]) is not { } domain) return null;
        if (!MailAddress.TryCreate($"{text[..at]}@{domain}", out _)) return null;
        reason = null;
        return new EmailAddress($"{text[..at]}@{domain}", $"{text[..at]}@{domain}".ToLowerInvariant());
    }

    /// <summary>
    /// What stands in the place of an address for somebody who is known by a number of the brand only: under a domain
    /// that RFC 2606 keeps free for ever. Nobody can enter, consent or be written to under it.
    /// </summary>
    public static EmailAddress OfNumber(string number, string name) =>
        new($"{number}@{name}{Unmailable}", $"{number}@{name}{Unmailable}".ToLowerInvariant());

    /// <summary>What stands in the place of an address, as a lead shows it; null for anything else.</summary>
    public static EmailAddress? ReadNumber(string typed) =>
        IsOfNumber(typed) && typed.Split('@') is [var number, var domain] && number.Length > 0
            ? OfNumber(number, domain[..^Unmailable.Length])
            : null;

    public static bool IsOfNumber(string text) => text.EndsWith(Unmailable, StringComparison.OrdinalIgnoreCase);

    /// <summary>h•••@example.jp: for pages that anybody may look at who was given their link.</summary>
    public static string Masked(string email) => $"{email[0]}•••{email[email.LastIndexOf('@')..]}";

    /// <summary>
    /// Japanese keyboards often leave the wide forms on, where U+FF01 to U+FF5E mirror ASCII, or their full stops.
    /// </summary>
    private static string HalfWidth(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] switch
                {
                    >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                    '\u3002' or '\uFF61' => '.',
                    var other => other,
                };
            }
        });
}
