namespace LeadScoring.Learning;

/// <summary>
/// When what is looked for came to a lead, and when a deal was closed: by an order, or by a report that it was won or
/// lost. Both are days, ascending. A new wait begins with every close, and after two years.
/// </summary>
public sealed record Awaited(IReadOnlyList<int> Days, IReadOnlyList<int> Closings)
{
    /// <summary>What is older than this had nothing to do with the outcome, and is not looked for.</summary>
    public const int LongestWait = 730;

    /// <summary>The day after which the wait began that goes on when <paramref name="day"/> begins.</summary>
    public int Since(int day) => Math.Max(
        day - LongestWait, Closings.TakeWhile(closing => closing < day).LastOrDefault(int.MinValue));

    /// <summary>
    /// Whether it has not come in this wait yet. Where it has, sales is at work: that a booked visit took place lifts
    /// the score, and would explain the next one. An order ends the wait it came in, so buyers are always open.
    /// </summary>
    public bool IsOpen(int day)
    {
        var since = Since(day);
        return !Days.Any(one => one > since && one < day);
    }

    /// <summary>The first from the day on; null while there is none.</summary>
    public int? NextFrom(int day) => Days.Where(one => one >= day).Select(one => (int?)one).FirstOrDefault();
}
