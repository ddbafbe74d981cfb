using LeadScoring.Leads;
using LeadScoring.Sales;

namespace LeadScoring.Access;

/// <summary>
/// What a caller without the scope <c>sensitive</c> does not see: the values of the attributes that <c>sales.json</c>
/// marks so. Their names stay, so that everybody knows that something was said; a score that rests on one stays as it
/// is, with its factor and without the answer.
/// </summary>
public static class Masking
{
    public static IReadOnlySet<string> None { get; } = new HashSet<string>();

    /// <summary>The attributes whose values this caller may not see.</summary>
    public static IReadOnlySet<string> HiddenFrom(Caller caller, SalesRules sales) =>
        caller.May(Scope.Sensitive) ? None : sales.Sensitive;

    /// <summary>Answers as they are shown.</summary>
    public static IReadOnlyDictionary<string, Answer> Of(
        IReadOnlyDictionary<string, Dated> answers, IReadOnlySet<string> hidden) =>
        answers.ToDictionary(
            one => one.Key, one => new Answer(hidden.Contains(one.Key) ? null : one.Value.Value, one.Value.At),
            StringComparer.Ordinal);

    /// <summary>Which of these are masked, in their order.</summary>
    public static IReadOnlyList<string> Masked(IEnumerable<string> names, IReadOnlySet<string> hidden) =>
        [.. names.Where(hidden.Contains)];
}

/// <summary>An answer of a lead and when it was given; no value where it is masked.</summary>
public sealed record Answer(string? Value, DateTimeOffset At);
