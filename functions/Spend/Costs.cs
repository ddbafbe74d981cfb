using LeadScoring.Intake;
using NodaTime;

namespace LeadScoring.Spend;

/// <summary>
/// What a month of a campaign cost, in the product's currency: as the campaign's file says (<paramref name="By"/> is
/// null), or as somebody corrected it, who and when.
/// </summary>
public sealed record MonthCost(decimal Amount, string? By, DateTimeOffset? At);

/// <summary>The corrections of a campaign, by month (<c>2026-09</c>); they win over the file.</summary>
public sealed record CostCorrections(IReadOnlyDictionary<string, MonthCost> Months)
{
    public const int MostMonths = 240;

    public static CostCorrections None { get; } = new(new Dictionary<string, MonthCost>());

    /// <summary>With these amounts; null takes a correction back, so that the file counts again.</summary>
    public CostCorrections With(IReadOnlyDictionary<string, decimal?> amounts, string by, DateTimeOffset at)
    {
        var months = new SortedDictionary<string, MonthCost>(StringComparer.Ordinal);
        foreach (var (month, cost) in Months) months[month] = cost;
        foreach (var (month, amount) in amounts)
        {
            if (amount is not { } told) months.Remove(month);
            else if (!months.TryGetValue(month, out var known) || known.Amount != told)
                months[month] = new MonthCost(told, by, at);
        }
        return new CostCorrections(months);
    }

    /// <summary>All that is known, ascending; null: the campaign has left the content, and its file with it.</summary>
    public IReadOnlyDictionary<YearMonth, MonthCost> Over(Campaign? campaign)
    {
        var costs = new SortedDictionary<YearMonth, MonthCost>();
        foreach (var (month, amount) in campaign?.CostPerMonth ?? new Dictionary<YearMonth, decimal>())
            costs[month] = new MonthCost(amount, null, null);
        foreach (var (month, cost) in Months) costs[Spend.Months.Parse(month)] = cost;
        return costs;
    }
}
