using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// Lead number <paramref name="Lead"/> of the sample on the first of a month whose horizon is over: the types it had
/// shown within two half-lives, its answers, its points by half-life (<see cref="HalfLifeProfile.Grid"/>), all as known
/// before that day, and whether it ordered within the horizon.
/// </summary>
public sealed record Observation(
    int Lead, bool Bought, IReadOnlyList<string> Types, IReadOnlyDictionary<string, string> Answers, float[] Interest)
{
    /// <summary>The observations of one lead, on the firsts of months up to two years back.</summary>
    public static IEnumerable<Observation> Of(
        PastLead past, int lead, ScoringRules rules, ProductLine product, int horizonDays, int today)
    {
        const int longest = 730;
        if (past.FirstDay is not { } first) yield break;
        var from = Math.Max(first + 1, today - horizonDays - longest);
        IReadOnlyDictionary<string, string> answers = new Dictionary<string, string>();
        foreach (var day in Landmark.FirstsOfMonths(from, today - horizonDays + 1))
        {
            var input = past.KnownBefore(day, rules, product);
            var now = past.AnswersBefore(day, product);
            if (!AreSame(answers, now)) answers = now; // else one dictionary for all months
            yield return new Observation(
                lead, past.NextOrderFrom(day, today) < day + horizonDays, TypesOf(input, product, day),
                answers, HalfLifeProfile.InterestOf(input, rules, product, day));
        }
    }

    private static bool AreSame(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(answer => b.TryGetValue(answer.Key, out var other) && other == answer.Value);

    private static string[] TypesOf(ScoreInput input, ProductLine product, int day)
    {
        var since = Math.Max(day - (int)Math.Ceiling(2 * product.HalfLifeDays), input.CycleStart ?? int.MinValue);
        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var count in input.Counts.Items)
        {
            if (count.Day >= since) types.Add(count.Type);
        }
        return [.. types];
    }
}
