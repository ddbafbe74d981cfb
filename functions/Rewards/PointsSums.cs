using LeadScoring.Scoring;
using LeadScoring.Spend;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Rewards;

/// <summary>
/// What all people's points came to within some time: sums of lines by kind, as signed as they are.
/// </summary>
public sealed record PointsFlow(long Earned, long Adjusted, long TakenBack, long Spent, long Expired);

/// <summary>
/// What people hold: points that are good, by how many; and what is owed by those whose balance is below zero. Their
/// balances sum to <paramref name="Outstanding"/> less <paramref name="Debt"/>.
/// </summary>
public sealed record PointsStock(long Outstanding, long Holders, long Debt, long Debtors);

/// <summary>
/// Pure: cells of <see cref="PointsCells"/>, summed over everybody, read as of a local day. What expires later has its
/// day already and is no part of what is over.
/// </summary>
public sealed class PointsSums
{
    private readonly List<One> _over;
    private readonly List<One> _coming;

    public PointsSums(IEnumerable<Cell> cells, int today)
    {
        var now = Months.Of(today);
        var all = cells.Select(One.Of).ToList();
        _over = [.. all.Where(one => one.Day is { } day ? day <= today : one.Month <= now)];
        _coming = [.. all.Where(one => one.Day > today)];
        Now = now;
    }

    public YearMonth Now { get; }

    /// <summary>From the month of the first line to this one, without gaps; none before the first.</summary>
    public IReadOnlyList<YearMonth> Known
    {
        get
        {
            var known = new List<YearMonth>();
            if (_over.Count == 0) return known;
            for (var month = _over.Min(one => one.Month); month <= Now; month = month.PlusMonths(1)) known.Add(month);
            return known;
        }
    }

    /// <summary>The rules that points came by, null for staff, in ordinal order.</summary>
    public IReadOnlyList<string?> Rules =>
    [
        .. _over.Where(one => one.What.StartsWith(PointsCells.Held, StringComparison.Ordinal)
                || one.What == Json.Name(PointsKind.Earned))
            .Select(one => one.Rule).Distinct().Order(StringComparer.Ordinal),
    ];

    public PointsFlow Flow(YearMonth month) => FlowOf(_over.Where(one => one.Month == month));

    /// <summary>
    /// Of the points that came by a rule; <see cref="PointsFlow.Adjusted"/> is what staff gave (of null) less what they
    /// took of them, <see cref="PointsFlow.Spent"/> what was spent of them, first those that expire first.
    /// </summary>
    public PointsFlow Flow(string? rule)
    {
        var of = _over.Where(one => one.Rule == rule).ToList();
        var lines = FlowOf(of);
        return lines with
        {
            Adjusted = Sum(of, PointsCells.Held + Json.Name(PointsKind.Adjusted), 0),
            Spent = Sum(of, PointsCells.Held + Json.Name(PointsKind.Spent), 0),
        };
    }

    /// <summary>As of the end of a month, or of today in this one.</summary>
    public PointsStock Stock(YearMonth month)
    {
        var until = _over.Where(one => one.Month <= month).ToList();
        return new PointsStock(
            Outstanding(until), Sum(until, PointsCells.Leads, 0), Sum(until, PointsCells.Leads, 1),
            Sum(until, PointsCells.Leads, 2));
    }

    /// <summary>What is good now of what came by a rule.</summary>
    public long Outstanding(string? rule) => Outstanding(_over.Where(one => one.Rule == rule));

    /// <summary>What will expire if nothing more is spent, by month, ascending.</summary>
    public IReadOnlyList<(YearMonth Month, long Points)> Expiring =>
    [
        .. _coming.Where(one => one.What == Json.Name(PointsKind.Expired)).GroupBy(one => one.Month)
            .OrderBy(month => month.Key).Select(month => (month.Key, -(long)month.Sum(one => one.Values[0]))),
    ];

    private static long Outstanding(IEnumerable<One> cells) => (long)cells
        .Where(one => one.What.StartsWith(PointsCells.Held, StringComparison.Ordinal)).Sum(one => one.Values[0]);

    private static PointsFlow FlowOf(IEnumerable<One> cells)
    {
        var of = cells.ToLookup(one => one.What, StringComparer.Ordinal);
        return new PointsFlow(
            Lines(PointsKind.Earned), Lines(PointsKind.Adjusted), Lines(PointsKind.TakenBack),
            Lines(PointsKind.Spent), Lines(PointsKind.Expired));
        long Lines(PointsKind kind) => (long)of[Json.Name(kind)].Sum(one => one.Values[0]);
    }

    private static long Sum(IEnumerable<One> cells, string what, int place) =>
        (long)cells.Where(one => one.What == what).Sum(one => one.Values[place]);

    private sealed record One(
        YearMonth Month, int? Day, string What, string? Rule, IReadOnlyList<decimal> Values)
    {
        public static One Of(Cell cell)
        {
            var parts = cell.Key.Split('|');
            var day = LocalDatePattern.Iso.Parse(parts[0]) is { Success: true } date ? Days.Of(date.Value) : (int?)null;
            return new One(
                Months.Parse(parts[0]), day, parts[1], parts[2].Length == 0 ? null : parts[2], cell.Values);
        }
    }
}
