namespace LeadScoring.Loyalty;

/// <summary><paramref name="K"/> of <paramref name="N"/> came to what is looked for.</summary>
public readonly record struct Seen(int N, int K)
{
    public static Seen operator +(Seen a, Seen b) => new(a.N + b.N, a.K + b.K);

    public static Seen operator -(Seen a, Seen b) => new(a.N - b.N, a.K - b.K);

    public static Seen One(bool came) => new(1, came ? 1 : 0);
}

/// <summary>The two halves of the people: one teaches, the other checks.</summary>
public readonly record struct Halves(Seen Learning, Seen Validation)
{
    public Seen All() => Learning + Validation;

    public static Halves operator +(Halves a, Halves b) => new(a.Learning + b.Learning, a.Validation + b.Validation);

    public static Halves One(bool isForValidation, bool came) =>
        isForValidation ? new(default, Seen.One(came)) : new(Seen.One(came), default);
}

/// <summary>
/// How many show each pattern, and how many of them came to what is looked for. Sums, so those of any two sets of
/// people that share nobody add up.
/// </summary>
public sealed record Tally(Halves People, IReadOnlyList<PatternTally> Patterns)
{
    public static Tally Sum(IEnumerable<Tally> parts)
    {
        var sum = new Counting();
        foreach (var part in parts) sum.Add(part);
        return sum.Tally();
    }

    public Halves Of(Pattern pattern) => Patterns.FirstOrDefault(one => one.Pattern == pattern)?.Seen ?? default;
}

public sealed record PatternTally(Pattern Pattern, Halves Seen);

/// <summary>A tally while it is made.</summary>
public sealed class Counting
{
    private readonly Dictionary<Pattern, Halves> _patterns = [];
    private Halves _people;

    public void Add(IEnumerable<Pattern> patterns, bool isForValidation, bool came)
    {
        var one = Halves.One(isForValidation, came);
        _people += one;
        foreach (var pattern in patterns) _patterns[pattern] = _patterns.GetValueOrDefault(pattern) + one;
    }

    public void Add(Tally part)
    {
        _people += part.People;
        foreach (var (pattern, seen) in part.Patterns)
            _patterns[pattern] = _patterns.GetValueOrDefault(pattern) + seen;
    }

    public Tally Tally() => new(_people, [.. _patterns.OrderBy(one => one.Key.Id, StringComparer.Ordinal)
        .Select(one => new PatternTally(one.Key, one.Value))]);
}
