using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// Something the rules score by that is known only after the outcome: <paramref name="Feature"/> names it as
/// <c>reactions.{type}</c> or <c>fit.{attribute}</c>. Of <paramref name="Of"/> cases <paramref name="After"/> fall
/// on or after the purchase.
/// </summary>
public sealed record Leak(string Feature, int After, int Of);

/// <summary>
/// Finds what a look at the past must not use. A contract signed, or an address asked at the counter, goes with the
/// purchase: a score that uses it explains purchases and foretells none (Kaufman, Rosset, Perlich, Stitelman, ACM TKDD
/// 6(4), 2012).
/// </summary>
public static class Leaks
{
    /// <summary>A score that tells buyers from others better than this knows something it should not.</summary>
    public const double SuspiciousAuc = 0.95;

    private const int FewestPeople = 10;
    private const double NearlyAll = 0.9;
    private const double Most = 0.5;

    /// <summary>
    /// Types of reactions of which nearly all, and attributes of which most of the buyers' answers, are dated on or
    /// after an order, with no further order within the horizon that they could foretell; with another label it stands
    /// in the order's place. Fewer than ten people's say nothing.
    /// </summary>
    public static IReadOnlyList<Leak> Of(
        IReadOnlyList<PastLead> leads, IReadOnlyCollection<ScoringRules> rules, ProductLine product, int horizonDays,
        int today, Label label)
    {
        var types = Tallies(rules.SelectMany(one => one.Reactions.Values)
            .Where(type => type.Points != 0).Select(type => type.Id));
        var attributes = Tallies(rules.SelectMany(one => one.Fit).Select(fit => fit.Attribute));
        foreach (var past in leads)
        {
            var orders = label.In(past, today).Days;
            foreach (var seen in past.State.Counts.Items.ToArray().GroupBy(count => count.Type, StringComparer.Ordinal))
                types.GetValueOrDefault(seen.Key)?.Add(
                    [.. seen.Select(count => IsAfter(count.Day, orders, horizonDays))]);
            if (orders.Count == 0) continue;
            foreach (var (name, answer) in past.Lead.Profile!.AllAttributes())
                attributes.GetValueOrDefault(name)?.Add([IsAfter(product.DayOf(answer.At), orders, horizonDays)]);
        }
        return [.. Found(types, "reactions", NearlyAll), .. Found(attributes, "fit", Most)];
    }

    /// <summary>The same rules without what leaks.</summary>
    public static ScoringRules Without(ScoringRules rules, IReadOnlyCollection<Leak> leaks)
    {
        var names = leaks.Select(leak => leak.Feature).ToHashSet(StringComparer.Ordinal);
        return rules with
        {
            Reactions = rules.Reactions.ToDictionary(
                type => type.Key,
                type => names.Contains(Path("reactions", type.Key)) ? type.Value with { Points = 0 } : type.Value,
                StringComparer.Ordinal),
            Fit = [.. rules.Fit.Where(fit => !names.Contains(Path("fit", fit.Attribute)))],
        };
    }

    private static bool IsAfter(int day, IReadOnlyList<int> orders, int horizonDays) =>
        orders.Any(order => order <= day) && !orders.Any(order => order > day && order <= day + horizonDays);

    private static Dictionary<string, Tally> Tallies(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => new Tally(), StringComparer.Ordinal);

    private static IEnumerable<Leak> Found(Dictionary<string, Tally> tallies, string kind, double share) =>
        tallies.Where(tally => tally.Value.People >= FewestPeople && tally.Value.After > share * tally.Value.Of)
            .OrderBy(tally => tally.Key, StringComparer.Ordinal)
            .Select(tally => new Leak(Path(kind, tally.Key), tally.Value.After, tally.Value.Of));

    private static string Path(string kind, string name) => $"{kind}.{name}";

    private sealed class Tally
    {
        public int People { get; private set; }
        public int After { get; private set; }
        public int Of { get; private set; }

        public void Add(IReadOnlyCollection<bool> areAfter)
        {
            People++;
            Of += areAfter.Count;
            After += areAfter.Count(isAfter => isAfter);
        }
    }
}
