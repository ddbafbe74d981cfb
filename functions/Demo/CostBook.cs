using System.Globalization;

namespace LeadScoring.Demo;

/// <summary>
/// What the simulated brand paid for its campaigns: for the entries of a month about as much as such leads cost, give
/// or take a fifth from month to month, and nothing for a month without any. In yen.
/// </summary>
internal sealed class CostBook(int seed)
{
    private const decimal Rounding = 1_000;

    private readonly Dictionary<string, Dictionary<string, int>> _entries = new(StringComparer.Ordinal);

    public void Note(string campaign, DateTimeOffset localTime)
    {
        if (!_entries.TryGetValue(campaign, out var months))
            _entries[campaign] = months = new Dictionary<string, int>(StringComparer.Ordinal);
        var month = MonthOf(localTime);
        months[month] = months.GetValueOrDefault(month) + 1;
    }

    public static string MonthOf(DateTimeOffset localTime) =>
        localTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>By month, what a campaign cost.</summary>
    /// <param name="campaign">Which.</param>
    /// <param name="price">What an entry costs.</param>
    /// <param name="months">In which it was open, as <c>2026-11</c>.</param>
    public IReadOnlyDictionary<string, decimal> Told(string campaign, decimal price, IEnumerable<string> months)
    {
        var (entries, dice) = (_entries.GetValueOrDefault(campaign), new Dice(seed, 0, Purposes.Costs));
        return months.ToDictionary(month => month, month => Math.Ceiling(
            (entries?.GetValueOrDefault(month) ?? 0) * price * (decimal)dice.Between(.8, 1.2) / Rounding) * Rounding);
    }
}
