namespace LeadScoring.Storage.Embedded.Filters;

/// <summary>
/// Reads the table service's filter language: <c>eq ne gt ge lt le</c> between a property and a literal, <c>and or
/// not</c>,
/// parentheses, and a bare boolean property. At most 15 comparisons, as the service allows.
/// </summary>
internal sealed class FilterParser
{
    private const int MostComparisons = 15;
    private readonly FilterTokens _tokens;
    private int _comparisons;
    private int _depth;

    private FilterParser(string filter) => _tokens = new FilterTokens(filter);

    /// <exception cref="Azure.RequestFailedException">400 InvalidInput: the filter cannot be read.</exception>
    public static Filter Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter)) return new Filter.All();
        var parser = new FilterParser(filter);
        var tree = parser.Or();
        return parser._tokens.Peek is { } rest
            ? throw parser._tokens.Invalid($"has '{rest}' where it should end")
            : tree;
    }

    private Filter Or()
    {
        var left = And();
        while (_tokens.TryTake("or")) left = new Filter.Or(left, And());
        return left;
    }

    private Filter And()
    {
        var left = Unary();
        while (_tokens.TryTake("and")) left = new Filter.And(left, Unary());
        return left;
    }

    private Filter Unary()
    {
        if (++_depth > 100) throw _tokens.Invalid("is nested too deeply");
        var unary = _tokens.TryTake("not") ? new Filter.Not(Unary()) : _tokens.TryTake("(") ? Closed(Or()) : Compare();
        _depth--;
        return unary;
    }

    private Filter Closed(Filter inner) =>
        _tokens.TryTake(")") ? inner : throw _tokens.Invalid("lacks a closing parenthesis");

    private Filter.Compare Compare()
    {
        if (++_comparisons > MostComparisons) throw _tokens.Invalid($"has more than {MostComparisons} comparisons");
        var property = _tokens.Take();
        if (!(char.IsLetter(property[0]) || property[0] == '_') || property.Contains('\'', StringComparison.Ordinal))
            throw _tokens.Invalid($"has '{property}' where a property should be");
        if (Operator(_tokens.Peek) is not { } comparison) return new Filter.Compare(property, Comparison.Equal, true);
        _tokens.Take();
        var literal = _tokens.Take();
        return new Filter.Compare(property, comparison,
            FilterLiteral.Read(literal) ?? throw _tokens.Invalid($"has '{literal}' where a literal should be"));
    }

    private static Comparison? Operator(string? token) => token switch
    {
        "eq" => Comparison.Equal,
        "ne" => Comparison.NotEqual,
        "gt" => Comparison.Greater,
        "ge" => Comparison.GreaterOrEqual,
        "lt" => Comparison.Less,
        "le" => Comparison.LessOrEqual,
        _ => null,
    };
}
