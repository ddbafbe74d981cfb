using System.Globalization;
using System.Text;

namespace LeadScoring.Mail;

/// <summary>
/// Writes a mail in the Internet Message Format: RFC 5322 headers, a multipart/alternative body of text and HTML
/// (RFC 2046), both UTF-8 in base64. Every value is checked or encoded, so none can begin a header of its own.
/// </summary>
internal static class MimeMessage
{
    private const string Line = "\r\n";

    /// <exception cref="MailRefusedException">An address cannot stand in a header.</exception>
    public static byte[] Write(OutgoingMail mail)
    {
        // Derived from the id, not drawn: the same mail is the same file. Base64 lines never start with a hyphen.
        var boundary = $"=_{mail.SendId}";
        var message = new StringBuilder();
        foreach (var (name, value) in Headers(mail)) message.Append(name).Append(": ").Append(value).Append(Line);
        message.Append("MIME-Version: 1.0").Append(Line);
        message.Append("Content-Type: multipart/alternative;").Append(Line);
        message.Append(CultureInfo.InvariantCulture, $" boundary=\"{boundary}\"{Line}");
        AppendPart(message, boundary, "text/plain", mail.Content.Text);
        AppendPart(message, boundary, "text/html", mail.Content.Html);
        message.Append(CultureInfo.InvariantCulture, $"{Line}--{boundary}--{Line}");
        return Encoding.ASCII.GetBytes(message.ToString());
    }

    public static string IdOf(OutgoingMail mail)
    {
        if (!OutgoingMail.IsSendId(mail.SendId))
            throw new ArgumentException("A send id is 1 to 60 letters, digits, hyphens and underscores.", nameof(mail));
        return $"<{mail.SendId}@{MimeHeader.Address(mail.From.Email).Split('@')[1]}>";
    }

    private static IEnumerable<(string Name, string Value)> Headers(OutgoingMail mail)
    {
        yield return ("Date", mail.Date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
            + mail.Date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal));
        yield return ("Message-ID", IdOf(mail));
        yield return ("From", MimeHeader.Party(mail.From));
        if (mail.ReplyTo is { } replyTo) yield return ("Reply-To", MimeHeader.Address(replyTo));
        yield return ("To", MimeHeader.Party(mail.To));
        yield return ("Subject", MimeHeader.Text(mail.Content.Subject, "Subject: ".Length));
        foreach (var (name, value) in mail.UnsubscribeHeaders) yield return (name, value);
        yield return ("X-Category", MimeHeader.Text(mail.Category, "X-Category: ".Length));
    }

    private static void AppendPart(StringBuilder message, string boundary, string type, string content)
    {
        message.Append(CultureInfo.InvariantCulture, $"{Line}--{boundary}{Line}");
        message.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}; charset=utf-8{Line}");
        message.Append(CultureInfo.InvariantCulture, $"Content-Transfer-Encoding: base64{Line}{Line}");
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(content.ReplaceLineEndings(Line)));
        foreach (var line in base64.Chunk(76)) message.Append(line).Append(Line);
    }
}
