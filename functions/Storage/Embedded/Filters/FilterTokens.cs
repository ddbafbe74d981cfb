using System.Text.RegularExpressions;

namespace LeadScoring.Storage.Embedded.Filters;

/// <summary>A filter's text cut into words, literals and parentheses.</summary>
internal sealed partial class FilterTokens
{
    private readonly string _filter;
    private readonly List<string> _tokens = [];
    private int _next;

    public FilterTokens(string filter)
    {
        _filter = filter;
        var at = 0;
        while (at < filter.Length)
        {
            var match = Token().Match(filter, at);
            if (!match.Success) throw Invalid($"cannot be read from character {at + 1} on");
            if (match.Groups[1].Success) _tokens.Add(match.Groups[1].Value);
            at += match.Length;
        }
    }

    public string? Peek => _next < _tokens.Count ? _tokens[_next] : null;

    public string Take() => _next < _tokens.Count ? _tokens[_next++] : throw Invalid("ends too early");

    public bool TryTake(string token)
    {
        if (Peek != token) return false;
        _next++;
        return true;
    }

    public Exception Invalid(string problem) => TableErrors.InvalidInput($"The filter «{_filter}» {problem}.");

    // A literal in quotes (with an optional type before it), a parenthesis, or a word or number; blanks fall away.
    [GeneratedRegex(@"\G(?:\s+|([A-Za-z]*'(?:[^']|'')*'|[()]|[^\s()']+))", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
