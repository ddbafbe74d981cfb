namespace LeadScoring.Mail;

/// <summary>An address with the name shown beside it.</summary>
public sealed record MailParty(string Email, string? Name = null);

/// <summary>
/// A mail's content after the templates: one line of subject, an HTML body and the same as plain text.
/// </summary>
public sealed record RenderedMail(string Subject, string Html, string Text)
{
    /// <summary>What mailboxes show beside the subject, hidden in the HTML; null where there is none.</summary>
    public string? Preheader { get; init; }
}

/// <summary>A file by its name, in any letters.</summary>
public sealed record MailAttachment(string FileName, string MediaType, byte[] Bytes);

/// <summary>
/// One mail, ready to leave. <see cref="SendId"/> is its opaque name in our ledger (1 to 60 letters, digits, <c>-</c>
/// or <c>_</c>) and comes back in the provider's events; <see cref="Category"/> groups mails in the provider's
/// statistics and, like the id, cannot be redacted there: neither holds personal data.
/// </summary>
public sealed record OutgoingMail(
    string SendId,
    MailParty From,
    MailParty To,
    string? ReplyTo,
    RenderedMail Content,
    Uri? OneClickUnsubscribe,
    string Category,
    DateTimeOffset Date)
{
    /// <summary>The lead's opaque id, by which the provider's events find their way back.</summary>
    public string? LeadId { get; init; }

    /// <summary>Whether opens are to be told; clicks go through our own door and are never the provider's.</summary>
    public bool Measured { get; init; }

    /// <summary>Of which step of the scenario <see cref="Category"/> it is; null where it is of none.</summary>
    public string? Step { get; init; }

    /// <summary>What the provider renders in the place of <see cref="Content"/>; null: nothing.</summary>
    public ProviderTemplate? Template { get; init; }

    /// <summary>A file that comes with it; null: none.</summary>
    public MailAttachment? Attachment { get; init; }

    /// <summary>What it must show to be allowed out; null for a mail that advertises nothing.</summary>
    public Imprint? Imprint { get; init; }

    public static bool IsSendId(string text) =>
        text.Length is > 0 and <= 60 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Headers of RFC 2369 and RFC 8058 that let a mailbox offer unsubscribing with one click.</summary>
    public IReadOnlyDictionary<string, string> UnsubscribeHeaders => OneClickUnsubscribe is { } link
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["List-Unsubscribe"] = $"<{link.AbsoluteUri}>",
            ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
        }
        : new Dictionary<string, string>(StringComparer.Ordinal);
}
