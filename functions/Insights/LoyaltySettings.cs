using LeadScoring.Parsing;

namespace LeadScoring.Insights;

/// <summary>
/// How loyalty is looked for: what customers did in the first <paramref name="EarlyDays"/> days after their first order
/// against what they spent in the <paramref name="FollowDays"/> days after those. A pattern is judged only where at
/// least <paramref name="MinimumSupport"/> customers show it; <paramref name="SecondWithin"/>: within how many days of
/// the first order a second one is looked for, besides the early days as a whole.
/// </summary>
public sealed record LoyaltySettings(
    int EarlyDays, int FollowDays, int MinimumSupport, IReadOnlyList<int> SecondWithin)
{
    private const int Most = 3_650;

    public static LoyaltySettings Default { get; } = new(90, 360, 30, [14, 30, 60]);

    public static LoyaltySettings Read(JsonFields fields)
    {
        fields.RefuseOthers("earlyDays", "followDays", "minimumSupport", "secondWithin");
        var early = fields.Whole("earlyDays", 1, Most) ?? Default.EarlyDays;
        return new LoyaltySettings(
            early,
            fields.Whole("followDays", 1, Most) ?? Default.FollowDays,
            fields.Whole("minimumSupport", 5, 100_000) ?? Default.MinimumSupport,
            fields.Has("secondWithin")
                ? ReadDays(fields, early)
                : [.. Default.SecondWithin.Where(days => days < early)]);
    }

    private static int[] ReadDays(JsonFields fields, int early)
    {
        var days = new List<int>();
        foreach (var (value, path) in fields.Items("secondWithin", 10))
        {
            if (value.ValueKind == System.Text.Json.JsonValueKind.Number && value.TryGetInt32(out var day)
                && day >= 1 && day < early) days.Add(day);
            else fields.Refusals.Add(path, $"Must be a whole number from 1 to {early - 1}, under earlyDays.");
        }
        return [.. days.Distinct().Order()];
    }
}
