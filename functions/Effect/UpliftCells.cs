using System.Globalization;
using LeadScoring.Inference;
using LeadScoring.Scoring;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Effect;

/// <summary>
/// The cells of <see cref="UpliftCube"/>, read for one outcome and one time of follow-up as of a local day: only whole
/// months count whose last assignments have been followed for all of it, so that no lead has had less time than
/// another.
/// </summary>
public sealed class UpliftCells
{
    private const int MonthsOfRate = 3;

    private readonly ILookup<(string Scenario, string By), One> _cells;

    public UpliftCells(IEnumerable<Cell> cells, Outcome outcome, int days, int today)
    {
        (Outcome, Today) = (outcome, today);
        _cells = cells
            .Select(cell => new One(
                UpliftKey.Parse(cell.Key), Month.Of(cell.Group), Sums.Of(cell, outcome, days), (long)cell.Values[0],
                Month.Of(cell.Group).LastDay + days < today))
            .ToLookup(one => (one.Key.Scenario, one.Key.By));
    }

    public Outcome Outcome { get; }

    public int Today { get; }

    /// <summary>The scenarios somebody was ever enrolled in, without the comparison of all.</summary>
    public IReadOnlyList<string> Scenarios =>
        [.. _cells.Select(group => group.Key.Scenario).Where(id => id != UpliftCube.All).Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>The versions in which leads began a scenario, ascending.</summary>
    public IReadOnlyList<int> Versions(string scenario) =>
        [.. _cells[(scenario, UpliftCube.Whole)].Select(one => one.Key.Version).Distinct().Order()];

    /// <summary>Those who were followed for the whole time.</summary>
    public Arms Arms(
        string scenario, IReadOnlyCollection<int> versions, string by = UpliftCube.Whole, string? value = null) =>
        Sum(_cells[(scenario, by)].Where(one =>
            one.IsOver && versions.Contains(one.Key.Version) && (value is null || one.Key.Value == value)));

    /// <summary>What leads of these versions are told apart by, value by value.</summary>
    public IReadOnlyList<(string Value, Arms Arms)> Parts(
        string scenario, IReadOnlyCollection<int> versions, string by) =>
        [.. _cells[(scenario, by)].Where(one => one.IsOver && versions.Contains(one.Key.Version))
            .GroupBy(one => one.Key.Value).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Sum(group)))];

    /// <summary>Everybody ever assigned in a version, followed for long enough or not.</summary>
    public (long Treated, long HeldOut) Assigned(string scenario, int version)
    {
        var all = _cells[(scenario, UpliftCube.Whole)].Where(one => one.Key.Version == version).ToList();
        return (all.Where(one => !one.Key.HeldOut).Sum(one => one.Assigned),
            all.Where(one => one.Key.HeldOut).Sum(one => one.Assigned));
    }

    /// <summary>How many were assigned too lately to be in a figure.</summary>
    public long NotYet(string scenario, IReadOnlyCollection<int> versions) =>
        _cells[(scenario, UpliftCube.Whole)].Where(one => !one.IsOver && versions.Contains(one.Key.Version))
            .Sum(one => one.Assigned);

    /// <summary>
    /// How many a month were assigned in the last whole months, three at the most; null: none was whole.
    /// </summary>
    public double? PerMonth(string scenario, IReadOnlyCollection<int> versions)
    {
        var all = _cells[(scenario, UpliftCube.Whole)].Where(one => versions.Contains(one.Key.Version)).ToList();
        if (all.Count == 0) return null;
        var now = Month.OfDay(Today).Number;
        var months = Math.Min(MonthsOfRate, now - all.Min(one => one.Month.Number));
        if (months <= 0) return null;
        return (double)all.Where(one => one.Month.Number < now && one.Month.Number >= now - months)
            .Sum(one => one.Assigned) / months;
    }

    private static Arms Sum(IEnumerable<One> cells)
    {
        var (treated, heldOut) = (default(Sums), default(Sums));
        foreach (var one in cells)
        {
            if (one.Key.HeldOut) heldOut += one.Sums;
            else treated += one.Sums;
        }
        return new Arms(treated.Tally, heldOut.Tally);
    }

    private sealed record One(UpliftKey Key, Month Month, Sums Sums, long Assigned, bool IsOver);

    /// <summary>As exact as the cells: in whatever order they are added up, they come to the same.</summary>
    private readonly record struct Sums(decimal N, decimal Sum, decimal Squares)
    {
        public ArmTally Tally => new(new Moments((long)N, (double)Sum, (double)Squares));

        public static Sums operator +(Sums a, Sums b) => new(a.N + b.N, a.Sum + b.Sum, a.Squares + b.Squares);

        public static Sums Of(Cell cell, Outcome outcome, int days)
        {
            var (values, at) = (cell.Values, UpliftCube.PlaceOf(days));
            return outcome switch
            {
                Outcome.Revenue => new Sums(
                    values[0], values[at + 1], values[at + 2] * UpliftCube.Unit * UpliftCube.Unit),
                Outcome.Stage => new Sums(values[1], values[at + 3], values[at + 3]),
                _ => new Sums(values[0], values[at], values[at]),
            };
        }
    }

    /// <summary>A calendar month by its number since year 0.</summary>
    private readonly record struct Month(int Number)
    {
        private const int Year = 12;

        public int LastDay => Days.Of(new LocalDate(Number / Year, Number % Year + 1, 1).PlusMonths(1)) - 1;

        /// <summary>Of a cell's group.</summary>
        public static Month Of(string group)
        {
            var parts = group.Split(UpliftCube.GroupOfSource)[0].Split('-');
            return new Month(
                int.Parse(parts[0], CultureInfo.InvariantCulture) * Year
                + int.Parse(parts[1], CultureInfo.InvariantCulture) - 1);
        }

        public static Month OfDay(int day)
        {
            var date = Days.ToDate(day);
            return new Month(date.Year * Year + date.Month - 1);
        }
    }
}
