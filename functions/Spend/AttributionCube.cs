using System.Globalization;
using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>
/// Pure: the paths of all leads as sums, by channel and by campaign. Groups are quarters (<c>2018-Q3</c>), so that who
/// buys every month stays within few of them; keys begin with the month of the conversion, or of the last touchpoint of
/// a path without one. Keys are parted by <see cref="Apart"/>, which no name holds:
/// <c>month, by, "credit", place</c> with four values for each of <see cref="Crediting.ByPath"/>: conversions, their
/// squares path by path, revenue, its squares (in whole units of the currency; they are for intervals);
/// <c>month, by, "step", from, to</c> with how often somebody went there, where "" is the start of a path as
/// <c>from</c> and its end without a conversion as <c>to</c>, and <see cref="Bought"/> its end with one.
/// </summary>
public sealed class AttributionCube : ICube
{
    public const string Cube = "attribution";
    public const char Apart = '\u001f';
    public const string ByChannel = "channel";
    public const string ByCampaign = "campaign";
    public const string Credit = "credit";
    public const string Step = "step";
    public const string Bought = "\u0006";

    /// <summary>Values of a credit cell for each rule.</summary>
    public const int Each = 4;

    public string Name => Cube;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        (string, Func<Touchpoint, string?>)[] ways =
            [(ByChannel, point => Clean(point.Channel)), (ByCampaign, point => Clean(point.Campaign))];
        return ways.SelectMany(way => Conversions.Paths(track, basis.Rules, way.Item2)
            .SelectMany(path => Cells(path, way.Item1)))
            .GroupBy(cell => (cell.Group, cell.Key))
            .Select(same => new Cell(Cube, same.Key.Group, same.Key.Key, Sum([.. same.Select(cell => cell.Values)])));
    }

    internal static string MonthOf(int day) =>
        Days.ToDate(day).ToYearMonth().ToString("uuuu-MM", CultureInfo.InvariantCulture);

    internal static string QuarterOf(int day)
    {
        var date = Days.ToDate(day);
        return string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-Q{(date.Month + 2) / 3}");
    }

    /// <summary>A square that many leads' sums have room for: of whole units, at most a billion of them.</summary>
    internal static decimal Square(decimal amount)
    {
        var whole = decimal.Round(Math.Clamp(amount, -1_000_000_000, 1_000_000_000));
        return whole * whole;
    }

    internal static string? Clean(string? name) =>
        name is { Length: > 0 } ? name.Replace(Apart.ToString(), "", StringComparison.Ordinal) : null;

    private static IEnumerable<Cell> Cells(Way path, string by)
    {
        var (group, month) = (QuarterOf(path.Day), MonthOf(path.Day));
        var places = path.Visits.Select(visit => visit.Place).ToList();
        string[] way = ["", .. places, path.Revenue is null ? "" : Bought];
        foreach (var (from, to) in way.Zip(way.Skip(1))) yield return Made(Step, [from, to], [1]);
        if (path.Revenue is not { } revenue) yield break;
        foreach (var (place, shares) in Crediting.Shares(path.Visits))
            yield return Made(Credit, [place],
                [.. shares.SelectMany(share =>
                    new[] { share, share * share, share * revenue, Square(share * revenue) })]);
        Cell Made(string kind, string[] names, decimal[] values) =>
            new(Cube, group, string.Join(Apart, [month, by, kind, .. names]), values);
    }

    private static decimal[] Sum(IReadOnlyList<IReadOnlyList<decimal>> all)
    {
        var sum = new decimal[all[0].Count];
        foreach (var values in all)
            for (var i = 0; i < sum.Length; i++) sum[i] += values[i];
        return sum;
    }
}
