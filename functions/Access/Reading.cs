namespace LeadScoring.Access;

/// <summary>
/// One row of the audit trail: somebody was shown personal data. <paramref name="Leads"/> is of how many people in all;
/// <paramref name="LeadIds"/> are up to 200 of them, and a reading of more people has as many rows (<paramref
/// name="Part"/> of <paramref name="Parts"/>) of one <paramref name="ReadingId"/>. <paramref name="Caller"/> and
/// <paramref name="Name"/> are whose key or sign-in it was; <paramref name="Query"/> is what was asked for, without
/// what people typed (<see cref="AskedFor"/>).
/// </summary>
public sealed record Reading(
    DateTimeOffset At, string ReadingId, int Part, int Parts, string Caller, string Name, string Door, int Leads,
    IReadOnlyList<string> LeadIds, string Query)
{
    private const int MostIds = 200;

    /// <summary>The rows of one reading; at least one, also of who reads the trail itself.</summary>
    public static IReadOnlyList<Reading> Of(
        DateTimeOffset at, string id, Caller caller, string door, IEnumerable<string> leadIds, string query)
    {
        var shown = leadIds.Distinct(StringComparer.Ordinal).ToList();
        var parts = shown.Count == 0 ? [[]] : shown.Chunk(MostIds).ToList();
        return
        [
            .. parts.Select((part, n) => new Reading(
                at, id, n + 1, parts.Count, caller.Id, caller.Name, door, shown.Count, part, query)),
        ];
    }
}

/// <summary>
/// What may be kept of a request's query: the names of its parameters, and the values that are times, numbers or one of
/// few words. Everything else may be what people typed about people, and is kept by its name only.
/// </summary>
public static class AskedFor
{
    private const int MostNameLength = 70;
    private const int MostValueLength = 60;

    private static readonly HashSet<string> Telling =
    [
        "product", "stage", "class", "campaign", "minScore", "maxScore", "changedSince", "reactedSince",
        "contactBefore", "interestedIn", "minInterest", "minLikeness", "top", "format", "lang", "kind", "open",
        "since", "from", "to", "claimed", "curve", "version", "status", "groupBy", "audience", "asOf",
    ];

    public static string Of(IEnumerable<KeyValuePair<string, string>> query) => string.Join(
        '&',
        query.Where(one => one.Key is not "code").OrderBy(one => one.Key, StringComparer.Ordinal).Select(one =>
            !IsName(one.Key) ? "?"
            : Telling.Contains(one.Key) && IsWord(one.Value) ? $"{one.Key}={one.Value}"
            : one.Key));

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MostNameLength && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool IsWord(string text) =>
        text.Length is > 0 and <= MostValueLength
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or ',' or '(' or ')' or '+');
}
