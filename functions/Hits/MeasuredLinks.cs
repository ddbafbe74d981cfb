using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LeadScoring.Mail;

namespace LeadScoring.Hits;

/// <summary>
/// Pure: a rendered mail whose links go through our own door, so that a click can be counted. Every different target is
/// one numbered link, wherever it stands in the mail; the HTML ends with a link 0 that nobody sees, which programs that
/// open everything open too. All else stays as it was, byte for byte.
/// </summary>
public sealed partial class MeasuredLinks
{
    private const int MostLinks = 100; // a mail with more keeps the rest as they are

    private readonly Func<int, Uri> _door;
    private readonly IReadOnlyList<string> _own;
    private readonly IReadOnlyList<string> _shown;
    private readonly List<string> _targets = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private MeasuredLinks(
        Uri hidden, Func<int, Uri> door, IReadOnlyList<string> own, IReadOnlyList<string> shown)
    {
        (_door, _own, _shown) = (door, own, shown);
        _targets.Add(hidden.AbsoluteUri);
    }

    /// <param name="mail">As the templates made it.</param>
    /// <param name="hidden">Where whoever follows the hidden link ends.</param>
    /// <param name="door">The address of our door for a link's number.</param>
    /// <param name="own">Beginnings of links that stay as they are: the signed ones.</param>
    /// <param name="shown">
    /// Words that the mail has to show as they are (<see cref="Imprint.Words"/>): where an address of them is read, in
    /// plain text, it is no link to measure; behind a button of the HTML it is.
    /// </param>
    /// <returns>The mail to send, and where its links lead, by number.</returns>
    public static (RenderedMail Mail, IReadOnlyList<string> Targets) In(
        RenderedMail mail, Uri hidden, Func<int, Uri> door, IReadOnlyList<string> own,
        IReadOnlyList<string> shown)
    {
        var links = new MeasuredLinks(hidden, door, own, shown);
        var html = links.Html(mail.Html);
        return (mail with { Html = links.WithHidden(html), Text = links.Text(mail.Text) }, links._targets);
    }

    private string Html(string html) => Anchor().Replace(html, anchor =>
    {
        var address = anchor.Groups["address"];
        if (DoorOf(WebUtility.HtmlDecode(address.Value)) is not { } door) return anchor.Value;
        var start = address.Index - anchor.Index;
        return string.Concat(anchor.Value.AsSpan(0, start), door, anchor.Value.AsSpan(start + address.Length));
    });

    /// <summary>
    /// In plain text nothing says where a link ends. An address that the HTML has too is found as a whole; of others
    /// only those that end where ASCII does and no letter follows are touched.
    /// </summary>
    private string Text(string text)
    {
        var known = _numbers.Keys.OrderByDescending(target => target.Length).ToList();
        var done = new StringBuilder();
        for (var from = 0; ;)
        {
            var start = Scheme().Match(text, from) is { Success: true } match ? match.Index : text.Length;
            done.Append(text, from, start - from);
            if (start == text.Length) return done.ToString();
            var address = known.Find(target => StandsAt(text, start, target)) ?? Ascii(text, start);
            var isMeasured = address.Length > 0 && !_shown.Any(words => Holds(words, address));
            done.Append(isMeasured && DoorOf(address) is { } door ? door : text.AsSpan(start, address.Length));
            from = start + address.Length;
            if (address.Length > 0) continue;
            done.Append(text[from++]); // not a link: go on behind its first letter
        }
    }

    private static bool StandsAt(string text, int start, string target)
    {
        var end = start + target.Length;
        return string.CompareOrdinal(text, start, target, 0, target.Length) == 0
            && (end == text.Length || !IsOfAddress(text[end]) || IsEnd(text, end))
            && !(end < text.Length && char.IsLetter(text[end]) && char.IsLetter(target[^1]));
    }

    /// <summary>Whether the address stands in the words as a whole, not as the beginning of another.</summary>
    private static bool Holds(string words, string address)
    {
        for (var at = 0; (at = words.IndexOf(address, at, StringComparison.Ordinal)) >= 0; at++)
            if (StandsAt(words, at, address)) return true;
        return false;
    }

    /// <summary>A full stop or bracket that closes the sentence is not of the address.</summary>
    private static bool IsEnd(string text, int at) =>
        ".,;:!?)]'\"".Contains(text[at]) && (at + 1 == text.Length || !IsOfAddress(text[at + 1]));

    private static string Ascii(string text, int start)
    {
        var address = AsciiAddress().Match(text, start).Value;
        var end = start + address.Length;
        if (end < text.Length && char.IsLetter(text[end])) return ""; // it may go on in another script
        return address.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '\'', '"');
    }

    private static bool IsOfAddress(char c) => c is > ' ' and < (char)127 and not ('<' or '>' or '"');

    /// <summary>Null for a link that stays as it is.</summary>
    private string? DoorOf(string address)
    {
        if (_own.Any(own => address.StartsWith(own, StringComparison.Ordinal))) return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target)) return null;
        if (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps) return null;
        if (!_numbers.TryGetValue(address, out var number))
        {
            number = _targets.IndexOf(target.AbsoluteUri, 1);
            if (number < 0)
            {
                if (_targets.Count > MostLinks) return null;
                number = _targets.Count;
                _targets.Add(target.AbsoluteUri);
            }
            _numbers[address] = number;
        }
        return _door(number).AbsoluteUri;
    }

    private string WithHidden(string html)
    {
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        if (end < 0 || _numbers.Count == 0) return html; // nothing to open, nothing to tell apart
        return html.Insert(end,
            $"<a href=\"{_door(0).AbsoluteUri}\" rel=\"nofollow\" tabindex=\"-1\" aria-hidden=\"true\" "
            + $"style=\"{InlineStyle.Hidden}\"></a>");
    }

    [GeneratedRegex(
        """<a\b[^>]*?\shref\s*=\s*(["'])(?<address>https?://.*?)\1""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Anchor();

    [GeneratedRegex("https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("""\Ghttps?://[!#-;=?-~]*""", RegexOptions.IgnoreCase)]
    private static partial Regex AsciiAddress();
}
