namespace LeadScoring.Mail;

/// <summary>
/// Finds names in a template that no mail has: Handlebars would write nothing in their place, and the mail would go out
/// with a hole. Follows <c>each</c> and <c>with</c> into the values they open.
/// </summary>
internal sealed class TemplateNames
{
    private static readonly Dictionary<string, Form> Helpers = new(StringComparer.Ordinal)
    {
        ["if"] = new(true, 1, 1, "{{#if name}}…{{/if}}"),
        ["unless"] = new(true, 1, 1, "{{#unless name}}…{{/unless}}"),
        ["each"] = new(true, 1, 1, "{{#each attributes}}…{{/each}}"),
        ["with"] = new(true, 1, 1, "{{#with links}}…{{/with}}"),
        ["lookup"] = new(false, 2, 2, "{{lookup attributes \"leaseEnd\"}}"),
        ["date"] = new(false, 1, 2, "{{date attributes.leaseEnd locale}}"),
    };

    private static readonly string[] Literals = ["true", "false", "null", "undefined"];
    private static readonly string[] LoopNames = ["@index", "@key", "@value", "@first", "@last"];
    private static readonly string[] Nothing = [];

    private readonly Dictionary<string, string[]?> _root;
    private readonly HashSet<string> _partials;
    private readonly Stack<Scope> _scopes = new();

    private TemplateNames(
        IReadOnlyDictionary<string, string[]?> fields, IEnumerable<string> parameters, IEnumerable<string> partials)
    {
        _root = new Dictionary<string, string[]?>(fields, StringComparer.Ordinal);
        foreach (var parameter in parameters) _root.TryAdd(parameter, null);
        _partials = new HashSet<string>(partials, StringComparer.Ordinal) { "@partial-block" };
        _scopes.Push(new Scope(_root, []));
    }

    /// <param name="source">The template or partial.</param>
    /// <param name="partials">Names of the partials there are.</param>
    /// <param name="parameters">Names that callers hand to this source, beside the mail's own.</param>
    /// <param name="fields">The mail's own names, where not every mail's.</param>
    /// <returns>Sentences that name the line.</returns>
    public static IReadOnlyList<string> Check(
        string source, IEnumerable<string> partials, IEnumerable<string> parameters,
        IReadOnlyDictionary<string, string[]?>? fields = null)
    {
        var names = new TemplateNames(fields ?? MailModel.TemplateFields, parameters, partials);
        return [.. TemplateTag.In(source)
            .Select(tag => names.MistakeIn(tag) is { } mistake ? $"Line {tag.Line}: {mistake}" : null)
            .OfType<string>()];
    }

    /// <summary>
    /// Parameters that a source hands to any partial: <c>{{> button text="…"}}</c> hands over <c>text</c>.
    /// </summary>
    public static IEnumerable<string> ParametersIn(string source) =>
        from tag in TemplateTag.In(source)
        where tag.Sign is ">" or "#>"
        from word in tag.Words.Skip(1)
        where IsParameter(word)
        select word[..word.IndexOf('=', StringComparison.Ordinal)];

    /// <summary>Also keeps the scopes: called for each tag, in order.</summary>
    private string? MistakeIn(TemplateTag tag)
    {
        var words = tag.Words;
        switch (tag.Sign)
        {
            case "/":
                if (_scopes.Count > 1) _scopes.Pop();
                return null;
            case "#*":
                if (words is ["inline", var inline]) _partials.Add(TemplateTag.Unquoted(inline));
                _scopes.Push(_scopes.Peek());
                return null;
            case ">" or "#>":
                if (tag.Sign == "#>") _scopes.Push(_scopes.Peek());
                return words is [var partial, ..] && !_partials.Contains(TemplateTag.Unquoted(partial))
                    ? $"There is no partial '{partial}'."
                    : FirstMistake(words.Skip(1));
            case var _ when words is [] or ["else"]:
                return null;
            default:
                var isElse = words[0] == "else";
                var mistake = Expression(isElse ? [.. words.Skip(1)] : words, isBlock: isElse || tag.Opens);
                if (tag.Opens) _scopes.Push(Opened(words));
                return mistake;
        }
    }

    private string? Expression(IReadOnlyList<string> words, bool isBlock)
    {
        if (words.Count == 0) return "Parentheses hold a helper with what it takes.";
        var arguments = words.Skip(1).TakeWhile(word => word != "as").ToList();
        var form = Helpers.GetValueOrDefault(words[0]);
        if (form?.Fits(arguments.Count(word => !IsParameter(word)), isBlock) == false)
            return $"'{words[0]}' is written like {form.Example}.";
        if (words.Count == 1) return Value(words[0]);
        if (form is null) return $"There is no helper '{words[0]}'.";
        return FirstMistake(arguments);
    }

    private string? FirstMistake(IEnumerable<string> words) =>
        words.Select(Value).FirstOrDefault(found => found is not null);

    private string? Value(string word)
    {
        if (word.Length == 0) return "Nothing stands behind '='.";
        if (IsParameter(word)) return Value(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        if (word.StartsWith('(')) return Expression(TemplateTag.Split(word[1..].TrimEnd(')')), isBlock: false);
        if (word[0] is '"' or '\'' or '-' || char.IsDigit(word[0]) || Literals.Contains(word)) return null;
        if (LoopNames.Contains(word)) return null;
        return Path(word);
    }

    private string? Path(string path)
    {
        var up = 0;
        for (; path.StartsWith("../", StringComparison.Ordinal); path = path[3..]) up++;
        var scope = path.StartsWith("@root", StringComparison.Ordinal)
            ? new Scope(_root, [])
            : _scopes.Distinct().ElementAtOrDefault(up) ?? _scopes.Last();
        var names = path.Split('.', '/').SkipWhile(part => part is "" or "this" or "@root").ToArray();
        if (names is [] || scope.Fields is not { } fields || scope.BlockNames.Contains(names[0])) return null;
        if (!fields.TryGetValue(names[0], out var inner))
            return $"A mail has no '{names[0]}' here: there are {string.Join(", ", fields.Keys)}.";
        if (names.Length == 1 || inner is null || inner.Contains(names[1])) return null;
        return inner is [] ? $"'{names[0]}' is text and has no '{names[1]}'."
            : $"'{names[0]}' has no '{names[1]}': it has {string.Join(", ", inner)}.";
    }

    private Scope Opened(IReadOnlyList<string> words)
    {
        var at = words.ToList().IndexOf("as");
        string[] names = at < 0 ? [] : string.Join(' ', words.Skip(at + 1)).Trim('|').Split(' ');
        var outer = _scopes.Peek();
        if (words is not ["each" or "with", var subject, ..])
            return names is [] ? outer : outer with { BlockNames = names };
        var inner = words[0] == "with" ? outer.Fields?.GetValueOrDefault(subject) : null;
        return new Scope(inner?.ToDictionary(name => name, _ => (string[]?)Nothing), names);
    }

    private static bool IsParameter(string word) =>
        word[0] is not ('"' or '\'' or '(') && word.Contains('=', StringComparison.Ordinal);

    /// <summary>How a helper is written; Handlebars throws, some only while a mail is made, at anything else.</summary>
    private sealed record Form(bool IsBlock, int Least, int Most, string Example)
    {
        public bool Fits(int arguments, bool isBlock) =>
            isBlock == IsBlock && arguments >= Least && arguments <= Most;
    }

    /// <summary>
    /// Names that can be read at a place; null fields: anything, as the values there are not ours to know.
    /// </summary>
    private sealed record Scope(IReadOnlyDictionary<string, string[]?>? Fields, string[] BlockNames);
}
