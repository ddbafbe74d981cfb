namespace LeadScoring.Learning;

/// <summary>
/// How long before the order (or what else was looked for) a sign was there: of how many at all, and the median of the
/// days for those.
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

/// <summary>
/// When a score gave notice of an outcome, within the wait that began after the day <c>since</c>
/// (<see cref="Awaited.Since"/>).
/// </summary>
public static class LeadTimes
{
    /// <summary>
    /// Days from the first morning on which the score was <paramref name="reach"/> or more to the outcome; null where
    /// it never was. Scores rise with reactions only, so the mornings after those are looked at.
    /// </summary>
    public static int? OfScore(PastLead past, int day, int since, double reach, Func<PastLead, int, double> score)
    {
        var seen = since - 1;
        foreach (var count in past.State.Counts.Items)
        {
            var morning = count.Day + 1;
            if (morning > day) return null;
            if (morning <= since || morning == seen) continue;
            seen = morning;
            if (score(past, morning) >= reach) return day - morning;
        }
        return null;
    }

    /// <summary>Days from the first of these days, on each of which the lead stood in the best tenth.</summary>
    public static int? OfStanding(int day, int since, IEnumerable<int> stood) =>
        day - stood.Where(one => one > since && one <= day).Min(one => (int?)one);
}
