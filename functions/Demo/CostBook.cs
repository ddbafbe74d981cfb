using System.Globalization;

namespace LeadScoring.Demo;

/// <summary>
/// What the simulated brand paid for its campaigns: for the entries of a month about as much as such leads cost, give or
/// take a fifth from month to month. In yen.
/// </summary>
internal sealed class CostBook(int seed)
{
    private const decimal Rounding = 1_000;

    private readonly SortedDictionary<string, SortedDictionary<string, int>> _entries = new(StringComparer.Ordinal);

    public void Note(string campaign, DateTimeOffset localTime)
    {
        if (!_entries.TryGetValue(campaign, out var months))
            _entries[campaign] = months = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var month = localTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        months[month] = months.GetValueOrDefault(month) + 1;
    }

    /// <summary>By campaign and month (<c>2026-11</c>); <paramref name="priceOf"/>: what an entry costs.</summary>
    public IEnumerable<(string Campaign, IReadOnlyDictionary<string, decimal> Costs)> Told(
        Func<string, decimal> priceOf)
    {
        foreach (var (index, (campaign, months)) in _entries.Index())
        {
            var dice = new Dice(seed, index, Purposes.Costs);
            yield return (campaign, months.ToDictionary(
                month => month.Key,
                month => Math.Ceiling(
                    month.Value * priceOf(campaign) * (decimal)dice.Between(.8, 1.2) / Rounding) * Rounding));
        }
    }
}
