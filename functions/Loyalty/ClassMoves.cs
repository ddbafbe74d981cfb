using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Loyalty;

/// <summary>
/// A class at the end of a month. <paramref name="Share"/> of all customers, with its interval; of
/// <paramref name="Revenue"/>: all that its customers have paid so far, and its share of what all have.
/// </summary>
public sealed record ClassSize(
    string Class, int Customers, int Lapsed, Figure Share, decimal Revenue, double? RevenueShare);

/// <summary>How many went from a class (null: were no customers) to another (null: took all back) in a month.</summary>
public sealed record ClassMove(string? From, string? To, int Customers);

/// <summary>
/// One month. <paramref name="Open"/>: it is not over; what is told is how it will end if nobody buys any more.
/// </summary>
public sealed record ClassMonth(
    string Month, bool Open, int Customers, IReadOnlyList<ClassSize> Classes, IReadOnlyList<ClassMove> Moves);

/// <summary>Pure: the months out of the cells of <see cref="ClassCube"/>.</summary>
public static class ClassMonths
{
    /// <summary>From one month to another, both told; the classes of each in their order.</summary>
    public static IReadOnlyList<ClassMonth> Of(
        IReadOnlyList<Cell> cells, YearMonth from, YearMonth to, int today)
    {
        var told = cells.Select(ClassCube.PartsOf).Zip(cells, (at, cell) => (at.Month, at.Key, cell.Values)).ToList();
        var byMonth = told.ToLookup(cell => cell.Month, cell => (cell.Key, cell.Values), StringComparer.Ordinal);
        var begin = ClassCube.NameOf(from);
        var sums = CustomerClass.All.ToDictionary(name => name, _ => new decimal[3], StringComparer.Ordinal);
        foreach (var (_, key, values) in told.Where(cell => string.CompareOrdinal(cell.Month, begin) < 0))
            Add(sums, key, values);
        var months = new List<ClassMonth>();
        for (var month = from; month <= to; month = month.PlusMonths(1))
        {
            var changes = byMonth[ClassCube.NameOf(month)].ToList();
            foreach (var (key, values) in changes) Add(sums, key, values);
            var last = Days.Of(month.OnDayOfMonth(month.Calendar.GetDaysInMonth(month.Year, month.Month)));
            months.Add(Month(month, today <= last, sums, changes));
        }
        return months;
    }

    private static void Add(Dictionary<string, decimal[]> sums, string key, IReadOnlyList<decimal> values)
    {
        if (!sums.TryGetValue(key, out var sum)) return; // a move
        for (var index = 0; index < sum.Length; index++) sum[index] += values[index];
    }

    private static ClassMonth Month(
        YearMonth month, bool isOpen, Dictionary<string, decimal[]> sums,
        List<(string Key, IReadOnlyList<decimal> Values)> changes)
    {
        var (all, revenue) = ((int)sums.Values.Sum(sum => sum[0]), sums.Values.Sum(sum => sum[2]));
        return new ClassMonth(
            ClassCube.NameOf(month), isOpen, all,
            [.. CustomerClass.All.Select(name => Size(name, sums[name], all, revenue))],
            [.. changes.Where(cell => cell.Key.Contains(ClassCube.To) && cell.Values[0] != 0)
                .Select(cell => Move(cell.Key, cell.Values[0]))
                .OrderByDescending(move => move.Customers)
                .ThenBy(move => move.From, StringComparer.Ordinal).ThenBy(move => move.To, StringComparer.Ordinal)]);
    }

    private static ClassSize Size(string name, decimal[] sum, int all, decimal revenue)
    {
        var customers = (int)sum[0];
        var (low, high) = Wilson.Of(customers, all);
        return new ClassSize(
            name, customers, (int)sum[1],
            all == 0 ? new Figure(null, null, null, 0) : new Figure((double)customers / all, low, high, all),
            sum[2], revenue > 0 ? (double)(sum[2] / revenue) : null);
    }

    private static ClassMove Move(string key, decimal customers)
    {
        var parts = key.Split(ClassCube.To);
        return new ClassMove(Named(parts[0]), Named(parts[1]), (int)customers);
    }

    private static string? Named(string part) => part.Length == 0 ? null : part;
}
