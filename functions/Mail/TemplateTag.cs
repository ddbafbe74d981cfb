namespace LeadScoring.Mail;

/// <summary>
/// One <c>{{…}}</c> of a Handlebars source: its sign (such as <c>#</c>, <c>/</c>, <c>></c> or <c>#></c>; empty for
/// values), its words, and the line it stands on. Comments and escaped tags are left out.
/// </summary>
internal sealed record TemplateTag(string Sign, IReadOnlyList<string> Words, int Line)
{
    private static readonly string[] Signs = ["#>", "#*", "#", "/", ">", "^", "&"];

    /// <summary>Whether it begins a block, which another tag ends.</summary>
    public bool Opens => Sign is "#" or "#>" or "#*" or "^" && Words.Count > 0;

    public static IEnumerable<TemplateTag> In(string source)
    {
        for (var start = Next(source, 0); start >= 0;)
        {
            var (open, close) = Delimiters(source[start..]);
            var end = source.IndexOf(close, start + open.Length, StringComparison.Ordinal);
            // A tag that never ends is a mistake that Handlebars itself reports.
            if (end < 0) yield break;
            var isTag = !open.Contains('!', StringComparison.Ordinal) && (start == 0 || source[start - 1] != '\\');
            if (isTag) yield return Parse(source[(start + open.Length)..end], 1 + source.AsSpan(0, start).Count('\n'));
            start = Next(source, end + close.Length);
        }
    }

    /// <summary>
    /// How deep blocks and parentheses stand within each other; each <c>else if</c> is one deeper, as it is for
    /// Handlebars.
    /// </summary>
    public static int DepthOf(string source)
    {
        var open = new Stack<int>();
        var (depth, deepest) = (0, 0);
        foreach (var tag in In(source))
        {
            if (tag.Sign == "/" && open.TryPop(out var closed)) depth -= closed;
            var isOneMore = tag.Opens || tag.Words is ["else", _, ..] && open.Count > 0;
            if (isOneMore) depth++;
            if (isOneMore) open.Push(tag.Opens ? 1 : open.Pop() + 1);
            deepest = Math.Max(deepest, depth + tag.Words.Sum(word => word.Count(letter => letter == '(')));
        }
        return deepest;
    }

    public static string Unquoted(string name) => name.Trim('"', '\'');

    /// <summary>Splits an expression at spaces, leaving quoted texts and parentheses whole.</summary>
    public static IReadOnlyList<string> Split(string expression)
    {
        var words = new List<string>();
        var (word, quote, depth) = ("", '\0', 0);
        foreach (var c in expression)
        {
            if (quote == '\0' && depth == 0 && char.IsWhiteSpace(c))
            {
                if (word.Length > 0) words.Add(word);
                word = "";
                continue;
            }
            word += c;
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (c is '(' or '[' or '|') depth = c == '|' ? 1 - depth : depth + 1;
            else if (c is ')' or ']') depth--;
        }
        if (word.Length > 0) words.Add(word);
        return words;
    }

    private static TemplateTag Parse(string body, int line)
    {
        var text = body.Trim('~').Trim();
        var sign = Signs.FirstOrDefault(sign => text.StartsWith(sign, StringComparison.Ordinal)) ?? "";
        return new TemplateTag(sign, Split(text[sign.Length..]), line);
    }

    private static int Next(string source, int from) => source.IndexOf("{{", from, StringComparison.Ordinal);

    private static (string Open, string Close) Delimiters(string tag) =>
        tag.StartsWith("{{!--", StringComparison.Ordinal) ? ("{{!--", "--}}")
        : tag.StartsWith("{{!", StringComparison.Ordinal) ? ("{{!", "}}")
        : tag.StartsWith("{{{", StringComparison.Ordinal) ? ("{{{", "}}}")
        : ("{{", "}}");
}
