using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// One lead on one decision day: the score it had with what was known before that day, and the day of its first order
/// within the horizon, null where it bought nothing. <paramref name="Person"/> is the lead's number in the sample.
/// </summary>
public readonly record struct Snapshot(int Person, int Day, double Score, int? OrderDay)
{
    public bool Bought => OrderDay is not null;
}

/// <summary>Looks at leads on days of the past, as they were known then, and at what they did after.</summary>
public static class Snapshots
{
    /// <summary>
    /// The first days of the last <paramref name="months"/> months of which the horizon is over when
    /// <paramref name="today"/> begins, ascending.
    /// </summary>
    public static IReadOnlyList<int> DecisionDays(int today, int horizonDays, int months)
    {
        var newest = Days.ToDate(today - horizonDays);
        var first = newest.PlusDays(1 - newest.Day);
        return [.. Enumerable.Range(1 - months, months).Select(month => Days.Of(first.PlusMonths(month)))];
    }

    /// <summary>
    /// Every lead on every decision day before which its story had begun, in the order of days. An order counts as
    /// things stand on <paramref name="today"/>: what was taken back by then is none.
    /// </summary>
    public static IReadOnlyList<Snapshot> Of(
        IReadOnlyList<PastLead> leads, IReadOnlyList<int> days, int horizonDays, int today,
        Func<PastLead, int, double> score, CancellationToken cancel)
    {
        var snapshots = new List<Snapshot>();
        foreach (var day in days)
            for (var person = 0; person < leads.Count; person++)
            {
                cancel.ThrowIfCancellationRequested();
                if (!(leads[person].FirstDay < day)) continue;
                var order = leads[person].NextOrderFrom(day, today);
                snapshots.Add(new Snapshot(
                    person, day, score(leads[person], day), order < day + horizonDays ? order : null));
            }
        return snapshots;
    }
}
