using System.Globalization;
using System.Text;

namespace LeadScoring.Mail;

/// <summary>
/// Writes a mail in the Internet Message Format: RFC 5322 headers, a multipart/alternative body of text and HTML
/// (RFC 2046), both UTF-8 in base64; with an attachment, that and the file are the parts of a multipart/mixed one.
/// Every value is checked or encoded, so none can begin a header of its own.
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
        if (mail.Attachment is not { } file)
        {
            AppendBodies(message, boundary, mail.Content);
            return Encoding.ASCII.GetBytes(message.ToString());
        }
        var outer = $"=mixed_{mail.SendId}";
        AppendMultipart(message, "mixed", outer);
        message.Append(CultureInfo.InvariantCulture, $"{Line}--{outer}{Line}");
        AppendBodies(message, boundary, mail.Content);
        AppendFile(message, outer, file);
        message.Append(CultureInfo.InvariantCulture, $"{Line}--{outer}--{Line}");
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

    private static void AppendBodies(StringBuilder message, string boundary, RenderedMail content)
    {
        AppendMultipart(message, "alternative", boundary);
        AppendPart(message, boundary, "text/plain", content.Text);
        AppendPart(message, boundary, "text/html", content.Html);
        message.Append(CultureInfo.InvariantCulture, $"{Line}--{boundary}--{Line}");
    }

    private static void AppendMultipart(StringBuilder message, string kind, string boundary) => message.Append(
        CultureInfo.InvariantCulture, $"Content-Type: multipart/{kind};{Line} boundary=\"{boundary}\"{Line}");

    /// <summary>The name twice: by RFC 2231, and as encoded words for programs that read only those.</summary>
    private static void AppendFile(StringBuilder message, string boundary, MailAttachment file)
    {
        message.Append(CultureInfo.InvariantCulture, $"{Line}--{boundary}{Line}");
        message.Append(CultureInfo.InvariantCulture, $"Content-Type: {file.MediaType};{Line}");
        message.Append(CultureInfo.InvariantCulture, $" name=\"{MimeHeader.Encoded(file.FileName, 7)}\"{Line}");
        message.Append(CultureInfo.InvariantCulture, $"Content-Disposition: attachment;{Line}");
        message.Append(
            CultureInfo.InvariantCulture, $" filename*=UTF-8''{Uri.EscapeDataString(file.FileName)}{Line}");
        message.Append(CultureInfo.InvariantCulture, $"Content-Transfer-Encoding: base64{Line}{Line}");
        AppendBase64(message, file.Bytes);
    }

    private static void AppendPart(StringBuilder message, string boundary, string type, string content)
    {
        message.Append(CultureInfo.InvariantCulture, $"{Line}--{boundary}{Line}");
        message.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}; charset=utf-8{Line}");
        message.Append(CultureInfo.InvariantCulture, $"Content-Transfer-Encoding: base64{Line}{Line}");
        AppendBase64(message, Encoding.UTF8.GetBytes(content.ReplaceLineEndings(Line)));
    }

    private static void AppendBase64(StringBuilder message, byte[] bytes)
    {
        foreach (var line in Convert.ToBase64String(bytes).Chunk(76)) message.Append(line).Append(Line);
    }
}
