namespace LeadScoring.Tests.Scoring;

/// <summary>
/// The score as a reader of the contract would compute it, by plain loops over raw events; no code of the product takes
/// part. The order of the arithmetic is the contract's: days ascending, in a day types by their characters, and each
/// term is counted × weight × decay × fit, so the results are equal to the bit.
/// </summary>
internal static class Naive
{
    /// <param name="events">The local day and type of every reaction, in any order.</param>
    /// <param name="rules">Weight and cap per day by type; a type without is worth nothing.</param>
    /// <param name="halfLife">Days.</param>
    /// <param name="today">The day whose points are asked for.</param>
    /// <param name="fit">The factor on all of it.</param>
    /// <param name="from">The day before which nothing counts.</param>
    public static double Points(
        IReadOnlyList<(int Day, string Type)> events, IReadOnlyDictionary<string, (double Weight, int Cap)> rules,
        double halfLife, int today, double fit = 1, int? from = null)
    {
        var (points, types) = (0.0, rules.Keys.ToArray());
        Array.Sort(types, StringComparer.Ordinal);
        foreach (var day in new SortedSet<int>(events.Select(one => one.Day)))
        {
            if (day < from) continue;
            foreach (var type in types)
            {
                var count = 0;
                foreach (var one in events) if (one.Day == day && one.Type == type) count++;
                if (count == 0) continue;
                var (weight, cap) = rules[type];
                points += (count < cap ? count : cap) * weight * Math.Pow(2, (day - today) / halfLife) * fit;
            }
        }
        return points;
    }

    /// <summary>From 0 to 100.</summary>
    public static double Score(double points, double halfSaturation) =>
        points > 0 ? 100 * points / (points + halfSaturation) : 0;
}
