using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Loyalty;

/// <summary>
/// Pure: the customer classes at the end of each month, as differences from the month before. A customer adds only to
/// months in which its class, its lapsed flag or its total changes, those included that age alone brings later; the sum
/// of all months up to one is how the classes stood at its end, so no month is ever counted anew.
/// Groups are years, so that a customer of decades touches few; each cell begins with its month (<c>1998-06 </c>):
/// a class by name with customers, lapsed, revenue (all that its customers have paid so far); a move
/// (<c>steady&gt;loyal</c>; from nothing: <c>&gt;first-time</c>) with how many made it.
/// </summary>
public sealed class ClassCube : ICube
{
    public const string Cube = "classes-of-years";
    public const char To = '>';
    private const int YearLength = 4;
    private const int MonthLength = 7;

    public string Name => Cube;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        var before = new Standing(null, false, 0);
        foreach (var month in Months(track.Purchases, basis))
        {
            var last = Days.Of(month.OnDayOfMonth(month.Calendar.GetDaysInMonth(month.Year, month.Month)));
            var verdict = CustomerClass.Of(track.Purchases, basis.Rules, basis.Product, last);
            var after = new Standing(verdict.Class, verdict.Lapsed, verdict.Total);
            foreach (var cell in Differences(NameOf(month), before, after)) yield return cell;
            before = after;
        }
    }

    /// <summary>The month and what is told of it; see the cells above.</summary>
    public static (string Month, string Key) PartsOf(Cell cell) =>
        (cell.Key[..MonthLength], cell.Key[(MonthLength + 1)..]);

    public static string NameOf(YearMonth month) => month.ToString("uuuu-MM", CultureInfo.InvariantCulture);

    /// <summary>The months in which anything about the class can change, ascending.</summary>
    private static IEnumerable<YearMonth> Months(PurchaseHistory history, CubeBasis basis)
    {
        if (history.Purchases is not [var first, ..]) return [];
        var days = history.Purchases.Select(purchase => purchase.Day)
            .Concat(history.Refunds.Select(refund => refund.Day)).ToHashSet();
        for (int? day = first.Day; day is { } from;
            day = CustomerClass.Of(history, basis.Rules, basis.Product, from).NextChangeDay) days.Add(from);
        return days.Where(day => day >= first.Day).Select(day => Days.ToDate(day).ToYearMonth()).Distinct().Order();
    }

    private static IEnumerable<Cell> Differences(string month, Standing before, Standing after)
    {
        if (before == after) yield break;
        if (before.Class == after.Class)
        {
            yield return Stands(month, after, 0, Flag(after) - Flag(before), after.Total - before.Total);
            yield break;
        }
        if (before.Class is not null) yield return Stands(month, before, -1, -Flag(before), -before.Total);
        if (after.Class is not null) yield return Stands(month, after, 1, Flag(after), after.Total);
        yield return Of(month, $"{before.Class}{To}{after.Class}", 1);
    }

    private static Cell Stands(string month, Standing at, int customers, int lapsed, decimal revenue) =>
        Of(month, at.Class!, customers, lapsed, revenue);

    private static Cell Of(string month, string key, params decimal[] values) =>
        new(Cube, month[..YearLength], $"{month} {key}", values);

    private static int Flag(Standing at) => at.Lapsed ? 1 : 0;

    private sealed record Standing(string? Class, bool Lapsed, decimal Total);
}
