using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using LeadScoring.Mail;

namespace LeadScoring.Checks;

/// <summary>
/// Pure: what mail programs would not show, cut off or take for an attack, in a rendered mail. Each sentence says what
/// to do about it.
/// </summary>
internal sealed class MailHtml
{
    /// <summary>Gmail cuts a mail off at about 102 kB of HTML, and with it the link that stops mails.</summary>
    private const int MostBytes = 100_000;

    /// <summary>What a link grows by when it is measured: our door's address and the signed token.</summary>
    private const int MeasuredLink = 160;

    private const string Forbidden =
        "script, form, input, button, select, textarea, iframe, frame, frameset, object, embed, applet, audio, video, "
        + "link, base, meta[http-equiv=refresh i]";

    private readonly List<string> _broken = [];
    private readonly string _html;
    private readonly IDocument _document;

    public MailHtml(string html)
    {
        _html = html;
        var parser = new HtmlParser();
        parser.Error += (_, raised) =>
        {
            if (raised is HtmlErrorEvent error) _broken.Add(Broken(html, error));
        };
        _document = parser.ParseDocument(html);
    }

    /// <summary>What somebody reads of it who sees no HTML.</summary>
    public string Read => PlainText.Of(_document);

    public IEnumerable<string> Problems =>
    [
        .. _broken.Take(3),
        .. OfElements(_document),
        .. _document.QuerySelectorAll("a").Where(link => link.HasAttribute("href")).Select(OfLink).OfType<string>(),
        .. _document.QuerySelectorAll("img").Select(OfImage).OfType<string>(),
        .. OfWhole(_document, _html),
    ];

    private static IEnumerable<string> OfElements(IDocument document)
    {
        foreach (var name in document.QuerySelectorAll(Forbidden).Select(element => element.LocalName).Distinct())
            yield return $"Has <{name}>, which mail programs take out or refuse the mail for: leave it out.";
        if (document.QuerySelectorAll("style").Any(style => style.TextContent.Contains("@import", Ignoring)))
            yield return "Loads a style sheet with @import, which mail programs do not do: write the styles here.";
        var handlers = document.All.SelectMany(element => element.Attributes)
            .Where(attribute => attribute.Name.StartsWith("on", Ignoring)).Select(attribute => attribute.Name);
        foreach (var name in handlers.Distinct())
            yield return $"Has the attribute {name}, which runs a script: leave it out.";
    }

    private static string? OfLink(IElement link)
    {
        var (address, text) = (link.GetAttribute("href")!.Trim(), link.TextContent.Trim());
        if (address.Length == 0)
            return $"Has the link '{text}' that leads nowhere: its value is empty in this mail, so write it within "
                + "{{#if …}}.";
        return IsAbsolute(address, "http", "https", "mailto", "tel")
            ? null
            : $"Has a link to '{address}': a mail has no site of its own, so begin it with https:// or "
                + "{{links.site}}.";
    }

    private static string? OfImage(IElement image)
    {
        var source = image.GetAttribute("src")?.Trim() ?? "";
        if (!IsAbsolute(source, "http", "https"))
            return $"Has an image at '{(source.Length > 40 ? source[..40] + "…" : source)}': mail programs show only "
                + "those on the web, so begin it with https://.";
        return image.HasAttribute("alt")
            ? null
            : $"Has the image '{source}' without alt: say in it what is to be read while images are "
                + "blocked, or alt=\"\".";
    }

    private static IEnumerable<string> OfWhole(IDocument document, string html)
    {
        if (string.IsNullOrWhiteSpace(document.DocumentElement.GetAttribute("lang")))
            yield return "Does not say its language: begin with <html lang=\"{{locale}}\">, "
                + "for those to whom it is read.";
        var links = document.QuerySelectorAll("a[href]").Length;
        var bytes = Encoding.UTF8.GetByteCount(html) + links * MeasuredLink;
        if (bytes > MostBytes)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Is {bytes / 1000} kB with measured links, and Gmail cuts off at 102 kB: keep it under 100.");
    }

    private static string Broken(string html, HtmlErrorEvent error)
    {
        var at = Math.Clamp(error.Position.Index, 0, Math.Max(0, html.Length - 1));
        var near = html.Substring(at, Math.Min(30, html.Length - at)).ReplaceLineEndings(" ");
        return $"Is not well-formed HTML, and mail programs mend it in different ways: {error.Message} near '{near}'.";
    }

    private static bool IsAbsolute(string address, params string[] schemes) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme);

    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;
}
