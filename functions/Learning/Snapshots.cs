using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// One lead on one decision day: the score it had with what was known before that day, and the day on which
/// what is looked for came first within the horizon, null where it did not. <paramref name="Person"/> is the lead's
/// number in the sample.
/// </summary>
public readonly record struct Snapshot(int Person, int Day, double Score, int? CameOn)
{
    public bool Came => CameOn is not null;
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
    /// Every lead on every decision day before which its story had begun and on which it is still waited for, in the
    /// order of days.
    /// </summary>
    public static IReadOnlyList<Snapshot> Of(
        IReadOnlyList<PastLead> leads, BacktestPlan plan, Func<PastLead, int, double> score, CancellationToken cancel)
    {
        Awaited[] awaited = [.. leads.Select(past => plan.Label.In(past, plan.Today))];
        var snapshots = new List<Snapshot>();
        foreach (var day in plan.Days)
            for (var person = 0; person < leads.Count; person++)
            {
                cancel.ThrowIfCancellationRequested();
                if (!(leads[person].FirstDay < day) || !awaited[person].IsOpen(day)) continue;
                var next = awaited[person].NextFrom(day);
                snapshots.Add(new Snapshot(
                    person, day, score(leads[person], day), next < day + plan.HorizonDays ? next : null));
            }
        return snapshots;
    }
}
