using LeadScoring.Inference;

namespace LeadScoring.Loyalty;

/// <summary>
/// A pattern held against what came later. <paramref name="P"/> and <paramref name="Q"/> are of the learning half:
/// Fisher's exact test, one-sided, and its Benjamini-Hochberg value over everything that was tested.
/// <paramref name="IsGolden"/>: q of .05 or less there, and in the validation half the whole interval of the lift lies
/// above 1.
/// </summary>
public sealed record Route(Pattern Pattern, Halves Seen, double P, double Q, bool IsGolden);

/// <summary>What became of a tally: routes by promise, and how many patterns too few people showed.</summary>
public sealed record Judged(Halves People, IReadOnlyList<Route> Routes, int TooFew);

/// <summary>
/// Pure: which patterns of the early days go with what came later (reference: Webb, Machine Learning 68:1-33, 2007).
/// </summary>
public static class Judging
{
    private const double MostFalse = .05;

    public static Judged Of(Tally tally, int minimumSupport)
    {
        var seen = tally.Patterns.ToDictionary(one => one.Pattern, one => one.Seen);
        var told = tally.Patterns.Where(one => one.Pattern.Kind != Pattern.Both).ToList();
        var tested = told.Where(one => one.Seen.All().N >= minimumSupport).ToList();
        var p = tested.Select(one => ProbabilityOf(one, seen, tally.People.Learning)).ToList();
        var q = BenjaminiHochberg.Of(p);
        var routes = tested.Select((one, index) => new Route(
            one.Pattern, one.Seen, p[index], q[index],
            q[index] <= MostFalse && Lift.Of(one.Seen.Validation, tally.People.Validation) is { Low: > 1 }));
        return new Judged(
            tally.People,
            [.. routes.OrderByDescending(route => route.IsGolden)
                .ThenByDescending(route => Lift.Of(route.Seen.Validation, tally.People.Validation)?.Low)
                .ThenBy(route => route.Q).ThenBy(route => route.Pattern.Id, StringComparer.Ordinal)],
            told.Count - tested.Count);
    }

    /// <summary>
    /// Of an order of two reactions the larger of two: it must do better than everybody, and better than those who did
    /// both in any order (the same bag, shuffled).
    /// </summary>
    private static double ProbabilityOf(
        PatternTally one, Dictionary<Pattern, Halves> all, Seen people)
    {
        var p = Tail(people, one.Seen.Learning);
        if (one.Pattern is not { Kind: Pattern.Then, A: { } a, B: { } b }) return p;
        var (first, second) = string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
        return Math.Max(p, Tail(all[new Pattern(Pattern.Both, first, second)].Learning, one.Seen.Learning));
    }

    private static double Tail(Seen of, Seen with) => Hypergeometric.UpperTail(of.N, of.K, with.N, with.K);
}

/// <summary>
/// How many times more often than all of them those came to it who show a pattern; the interval is Wilson's of their
/// share over the share of all.
/// </summary>
public sealed record Lift(double Value, double Low, double High)
{
    /// <summary>Null where nobody shows it, or nobody at all came to it.</summary>
    public static Lift? Of(Seen with, Seen all)
    {
        if (with.N == 0 || all.K == 0) return null;
        var common = (double)all.K / all.N;
        var (low, high) = Wilson.Of(with.K, with.N);
        return new Lift((double)with.K / with.N / common, low / common, high / common);
    }
}
