using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace LeadScoring.Mail;

/// <summary>
/// Pure: a mail's HTML as somebody reads it who sees no HTML. Headings and paragraphs stand apart, lists keep their
/// numbers, a row of several cells is <c>- first: second</c>, a link that stands alone is <c>text: address</c> and one
/// within a sentence <c>text &lt;address&gt;</c> (RFC 3986, appendix C: the brackets say where the address ends, which
/// Japanese, written without spaces, does not). What is hidden where it stands (<see cref="InlineStyle"/>) is left out.
/// A line break between two Japanese characters of the source is no space.
/// </summary>
internal sealed class PlainText
{
    private static readonly string[] Unread = ["head", "style", "script", "title", "template", "noscript"];
    private static readonly string[] Apart =
        ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "section", "article"];
    private static readonly string[] OfOneLine =
        ["div", "li", "tr", "td", "th", "dt", "dd", "center", "header", "footer", "main", "address", "hr"];

    private readonly StringBuilder _text = new();
    private readonly string _colon;
    private readonly Dictionary<string, InlineStyle> _styles; // a mail says the same few again and again
    private string _indent = "";
    private string? _bullet;
    private int _breaks;
    private Gap _gap;

    private PlainText(string colon, Dictionary<string, InlineStyle> styles) => (_colon, _styles) = (colon, styles);

    private enum Gap
    {
        None,
        Space,

        /// <summary>White space of the source that holds a line break.</summary>
        Line,
    }

    public static string Of(string html) => Of(new HtmlParser().ParseDocument(html));

    public static string Of(IDocument document)
    {
        var isJapanese = document.DocumentElement.GetAttribute("lang")?.StartsWith("ja", StringComparison.Ordinal);
        var styles = new Dictionary<string, InlineStyle>(StringComparer.Ordinal);
        return new PlainText(isJapanese == true ? "：" : ": ", styles).In(document.Body!) + "\n";
    }

    private string In(IElement element)
    {
        Children(element);
        return _text.ToString();
    }

    private void Children(INode parent)
    {
        bool? isBlank = null;
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText words)
            {
                if (string.IsNullOrWhiteSpace(words.Data) || !(isBlank ??= IsBlank(parent))) Write(words.Data);
            }
            else if (node is IElement element && !IsHidden(element)) Element(element);
        }
    }

    private bool IsHidden(IElement element) =>
        Unread.Contains(element.LocalName) || element.HasAttribute("hidden") || StyleOf(element).IsGone;

    /// <summary>Whether words here cannot be read.</summary>
    private bool IsBlank(INode node) => IsInvisible(node) || Nearest(node, style => style.HasNoSize);

    private bool IsInvisible(INode node) => Nearest(node, style => style.IsInvisible);

    /// <summary>What the nearest element says of it, this one or one around it; none: no.</summary>
    private bool Nearest(INode node, Func<InlineStyle, bool?> says)
    {
        for (var element = node as IElement; element is not null; element = element.ParentElement)
            if (says(StyleOf(element)) is { } said) return said;
        return false;
    }

    private InlineStyle StyleOf(IElement element)
    {
        if (element.GetAttribute("style") is not { Length: > 0 } text) return default;
        if (!_styles.TryGetValue(text, out var style)) _styles[text] = style = InlineStyle.Of(text);
        return style;
    }

    private void Element(IElement element)
    {
        var name = element.LocalName;
        var lines = Apart.Contains(name) ? 2 : OfOneLine.Contains(name) ? 1 : 0;
        Break(IsNested(element) ? Math.Min(1, lines) : lines);
        switch (name)
        {
            case "br":
                Break(_breaks + 1);
                break;
            case "hr":
                Write(new string('-', 40));
                break;
            case "img":
                if (!IsInvisible(element)) Write(element.GetAttribute("alt") ?? "");
                break;
            case "a":
                Link(element);
                break;
            case "tr" when CellsOf(element) is { Length: > 1 } cells:
                Write($"- {cells[0]}{_colon}{string.Join(" / ", cells[1..])}");
                break;
            case "li":
                Item(element);
                break;
            default:
                Children(element);
                break;
        }
        Break(IsNested(element) ? Math.Min(1, lines) : lines);
    }

    /// <summary>A list within a list does not stand apart from its item.</summary>
    private static bool IsNested(IElement element) => element.ParentElement?.LocalName == "li";

    private string[] CellsOf(IElement row) =>
        [.. row.Children.Where(cell => !IsHidden(cell)).Select(cell => OneLine(cell)).Where(cell => cell.Length > 0)];

    private string OneLine(IElement element) =>
        string.Join(' ', new PlainText(_colon, _styles).In(element).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private void Item(IElement item)
    {
        var list = item.ParentElement;
        var before = list?.Children.TakeWhile(other => other != item).Count(other => other.LocalName == "li") ?? 0;
        var start = int.TryParse(list?.GetAttribute("start"), CultureInfo.InvariantCulture, out var set) ? set : 1;
        var bullet = list?.LocalName == "ol"
            ? string.Create(CultureInfo.InvariantCulture, $"{start + before}. ")
            : "- ";
        var outer = _indent;
        _bullet = outer + bullet;
        _indent = outer + new string(' ', bullet.Length);
        Children(item);
        (_indent, _bullet) = (outer, null);
    }

    private void Link(IElement link)
    {
        var (text, address) = (OneLine(link), Address(link));
        if (address is null || text.Length == 0) Children(link);
        else if (text == address || $"https://{text}" == address.TrimEnd('/')) Write(address);
        else if (IsAlone(link)) Write($"{text}{_colon}{address}");
        else Write($"{text} <{address}>");
    }

    private static string? Address(IElement link) => link.GetAttribute("href")?.Trim() switch
    {
        null or "" => null,
        ['#', ..] => null,
        var mail when mail.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) => mail[7..].Split('?')[0],
        var address => address,
    };

    /// <summary>Nothing stands beside it in its paragraph or cell.</summary>
    private static bool IsAlone(INode node)
    {
        for (; node.Parent is IElement parent; node = parent)
        {
            if (parent.ChildNodes.Any(other => other != node && other is not IComment
                && !string.IsNullOrWhiteSpace(other.TextContent)))
                return false;
            if (Apart.Contains(parent.LocalName) || OfOneLine.Contains(parent.LocalName)) return true;
        }
        return true;
    }

    private void Break(int lines)
    {
        if (lines == 0) return;
        _breaks = Math.Max(_breaks, lines);
        _gap = Gap.None;
    }

    private void Write(string words)
    {
        foreach (var c in words)
        {
            if (char.IsWhiteSpace(c)) _gap = c == '\n' || _gap == Gap.Line ? Gap.Line : Gap.Space;
            else Write(c);
        }
    }

    private void Write(char c)
    {
        if (_text.Length == 0 || _breaks > 0)
        {
            if (_text.Length > 0) _text.Append('\n', Math.Min(_breaks, 2));
            _text.Append(_bullet ?? _indent);
            (_breaks, _bullet) = (0, null);
        }
        else if (_gap == Gap.Space || _gap == Gap.Line && !(IsJapanese(_text[^1]) && IsJapanese(c)))
        {
            _text.Append(' ');
        }
        _gap = Gap.None;
        _text.Append(c);
    }

    /// <summary>Kana, ideographs and full-width signs; Korean is written with spaces.</summary>
    private static bool IsJapanese(char c) =>
        c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFF60';
}
