namespace LeadScoring.Learning;

/// <summary>
/// When models are trained: Mondays at 3:00 UTC, when hardly anybody waits for the machine; what failed then, and what
/// other rules made useless since, at 3:00 of the next day. Whoever asks decides by the clock, so that an extra tick
/// costs nothing.
/// </summary>
public static class TrainingTime
{
    /// <summary>Second, minute, hour, day of the month, month, day of the week.</summary>
    public const string Schedule = "0 0 3 * * *";

    private const int Hour = 3;

    // A host may be this late without calling it past due.
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>The latest time for training up to this instant.</summary>
    public static DateTimeOffset Latest(DateTimeOffset now)
    {
        var day = LatestDay(now);
        var monday = day.AddDays(-((int)day.DayOfWeek + 6) % 7);
        return new DateTimeOffset(monday.AddHours(Hour), TimeSpan.Zero);
    }

    /// <summary>
    /// Whether to look if a training is missing: at 3:00 of any day, later than planned, or when the time for training
    /// went by since this process looked last (null: never).
    /// </summary>
    public static bool IsDue(DateTimeOffset now, DateTimeOffset? lookedAt, bool isPastDue) =>
        isPastDue || now.UtcDateTime - LatestDay(now).AddHours(Hour) < Late || lookedAt < Latest(now);

    private static DateTime LatestDay(DateTimeOffset now) => now.UtcDateTime.AddHours(-Hour).Date;
}
