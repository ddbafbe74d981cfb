using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Learning;

/// <summary>
/// A lead as it stood when a day began, and what came of it: <paramref name="Lead"/> is its number in the sample;
/// <paramref name="OrderedIn"/> the days to its next order (1: on the landmark's own day), null where none is known.
/// </summary>
public readonly record struct Landmark(int Lead, int Day, Known Known, int? OrderedIn)
{
    /// <summary>
    /// Whether the lag lies in the past as a whole; a lag that is still running is left out, order or not.
    /// </summary>
    public bool IsOver(int lag, int today) => Day + Hazard.Lags[lag].To <= today;

    /// <summary>Whether there was no order before the lag.</summary>
    public bool IsAtRisk(int lag) => !(OrderedIn < Hazard.Lags[lag].From);

    public bool OrderedBy(int lag) => OrderedIn <= Hazard.Lags[lag].To;

    /// <summary>
    /// The landmarks of one lead: the first of each month from <paramref name="from"/> to before
    /// <paramref name="today"/> on which its story had begun.
    /// </summary>
    public static IEnumerable<Landmark> Of(
        PastLead past, int lead, ScoringRules rules, ProductLine product, int from, int today)
    {
        if (past.FirstDay is not { } first) yield break;
        var orders = past.State.Purchases.NetAsOf(today);
        foreach (var day in FirstsOfMonths(Math.Max(from, first + 1), today))
        {
            var bought = past.State.Purchases.LatestPurchaseDay(day - 1) is not null;
            var known = Known.Of(past.KnownBefore(day, rules, product), bought, rules, product, day);
            var next = orders.Where(order => order.Day >= day).Select(order => (int?)order.Day).FirstOrDefault();
            yield return new Landmark(lead, day, known, next - day + 1);
        }
    }

    /// <summary>
    /// The first days of months from <paramref name="from"/> (inclusive) to before <paramref name="to"/>.
    /// </summary>
    public static IEnumerable<int> FirstsOfMonths(int from, int to)
    {
        var date = Days.ToDate(from);
        for (var month = date.With(DateAdjusters.StartOfMonth); Days.Of(month) < to; month = month.PlusMonths(1))
        {
            if (month >= date) yield return Days.Of(month);
        }
    }
}
