namespace LeadScoring.Learning;

/// <summary>
/// How long before the purchase a sign was there: of how many orders at all, and the median of the days for those.
/// </summary>
public sealed record Notice(int Orders, double? MedianDays)
{
    public static Notice Of(IEnumerable<int?> daysBefore)
    {
        var days = daysBefore.OfType<int>().Order().ToArray();
        return new Notice(
            days.Length,
            days.Length == 0 ? null : (days[(days.Length - 1) / 2] + days[days.Length / 2]) / 2.0);
    }
}

/// <summary>
/// Of how many orders, and how early: <paramref name="HighestStage"/> by the score that enters it (null where scores
/// are not those of a stage ladder), <paramref name="TopTenth"/> by standing in the best tenth on a decision day.
/// </summary>
public sealed record LeadTime(int Orders, Notice? HighestStage, Notice TopTenth);

/// <summary>When a score gave notice of an order. The order before it, of whatever size, begins a new wait.</summary>
public static class LeadTimes
{
    /// <summary>A sign older than this had nothing to do with the order, and is not looked for.</summary>
    public const int LongestWait = 730;

    /// <summary>
    /// Days from the first morning on which the score was <paramref name="reach"/> or more to the order; null where it
    /// never was. Scores rise with reactions only, so the mornings after those are looked at.
    /// </summary>
    public static int? OfScore(PastLead past, int orderDay, int today, double reach, Func<PastLead, int, double> score)
    {
        var since = Since(past, orderDay, today);
        var seen = since - 1;
        foreach (var count in past.State.Counts.Items)
        {
            var morning = count.Day + 1;
            if (morning > orderDay) return null;
            if (morning <= since || morning == seen) continue;
            seen = morning;
            if (score(past, morning) >= reach) return orderDay - morning;
        }
        return null;
    }

    /// <summary>Days from the first of these days, on each of which the lead stood in the best tenth.</summary>
    public static int? OfStanding(PastLead past, int orderDay, int today, IEnumerable<int> stood)
    {
        var since = Since(past, orderDay, today);
        return orderDay - stood.Where(day => day > since && day <= orderDay).Min(day => (int?)day);
    }

    private static int Since(PastLead past, int orderDay, int today) => Math.Max(
        orderDay - LongestWait,
        past.State.Purchases.NetAsOf(today).TakeWhile(order => order.Day < orderDay)
            .Select(order => order.Day).LastOrDefault(int.MinValue));
}
