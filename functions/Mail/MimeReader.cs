using System.Text;
using System.Text.RegularExpressions;

namespace LeadScoring.Mail;

/// <summary>
/// Reads the messages that <see cref="MimeMessage"/> writes, and no others: text, HTML and files in base64.
/// </summary>
internal static partial class MimeReader
{
    private const string Line = "\r\n";
    private const string Blank = "\r\n\r\n";

    public static OutboxMail Read(string sendId, string message)
    {
        var (headers, body) = Split(message);
        var parts = Parts(headers, body).ToList();
        return new OutboxMail(sendId, headers, Content(parts, "text/plain"), Content(parts, "text/html"))
        {
            Attachments = [.. parts.Select(File).OfType<MailAttachment>()],
        };
    }

    /// <summary>The parts that are no multipart themselves, in their order.</summary>
    private static IEnumerable<(Dictionary<string, string> Headers, string Body)> Parts(
        Dictionary<string, string> headers, string body)
    {
        if (BoundaryIn().Match(headers["Content-Type"]) is not { Success: true } boundary) return [(headers, body)];
        // Before the first boundary stands nothing, after the last one too.
        return (Line + body).Split($"{Line}--{boundary.Groups[1].Value}")[1..^1]
            .Select(part => Split(part[Line.Length..])).SelectMany(part => Parts(part.Headers, part.Body));
    }

    private static MailAttachment? File((Dictionary<string, string> Headers, string Body) part) =>
        FileNameIn().Match(part.Headers.GetValueOrDefault("Content-Disposition", "")) is { Success: true } name
            ? new MailAttachment(
                Uri.UnescapeDataString(name.Groups[1].Value), part.Headers["Content-Type"].Split(';')[0],
                Convert.FromBase64String(part.Body))
            : null;

    private static (Dictionary<string, string> Headers, string Body) Split(string part)
    {
        var end = part.IndexOf(Blank, StringComparison.Ordinal);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in Unfold(part[..end]).Split(Line))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = Decode(header[(colon + 1)..].Trim());
        }
        return (headers, part[(end + Blank.Length)..]);
    }

    private static string Unfold(string headers) => headers.Replace(Line + " ", " ", StringComparison.Ordinal);

    // Space between two encoded words belongs to the folding, not to the text.
    private static string Decode(string value) =>
        EncodedWord().Replace(BetweenWords().Replace(value, "?==?"),
            word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    private static string Content(List<(Dictionary<string, string> Headers, string Body)> parts, string type)
    {
        var part = parts.First(part => part.Headers["Content-Type"].StartsWith(type, StringComparison.Ordinal));
        return Encoding.UTF8.GetString(Convert.FromBase64String(part.Body));
    }

    [GeneratedRegex(@"filename\*=UTF-8''(\S+)")]
    private static partial Regex FileNameIn();

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex BoundaryIn();

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex BetweenWords();
}
