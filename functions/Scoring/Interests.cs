using LeadScoring.Leads;

namespace LeadScoring.Scoring;

/// <summary>A lead's score, 0 to 100, in another product line than the one it is shown for.</summary>
public sealed record Interest(string Product, double Score);

/// <summary>
/// What else a lead is interested in. The list rows of one line carry the rank keys of the lead's other lines, which
/// time does not change: the scores of any later second follow from them, to nine digits, without another read.
/// </summary>
public static class Interests
{
    /// <summary>The rank keys of the lead's other lines, by line; those that rank last are no interest.</summary>
    public static IReadOnlyDictionary<string, string> KeysOf(Lead lead, string product) => lead.Products.Values
        .Where(other => other.Product != product && other.Placed is { Lists.IsEmpty: false } placed
            && RankKey.FromText(placed.Key) is not null)
        .ToDictionary(other => other.Product, other => other.Placed!.Key, StringComparer.Ordinal);

    /// <summary>The scores of this second, highest first; a line the brand gave up is left out.</summary>
    public static IReadOnlyList<Interest> Of(
        IReadOnlyDictionary<string, string> keys, ScoringRules rules, DateTimeOffset now) =>
        [.. keys.Keys.Where(rules.Products.ContainsKey)
            .Select(product => new Interest(product, ScoreIn(product, keys, rules, now)))
            .OrderByDescending(interest => interest.Score)
            .ThenBy(interest => interest.Product, StringComparer.Ordinal)];

    /// <summary>The score in one of these lines; 0 in one that is not among them.</summary>
    public static double ScoreIn(
        string product, IReadOnlyDictionary<string, string> keys, ScoringRules rules, DateTimeOffset now) =>
        keys.TryGetValue(product, out var key) && rules.Products.TryGetValue(product, out var line)
            ? RankKey.ScoreAt(key, line, line.DayOf(now))
            : 0;
}
