namespace LeadScoring.Tracks;

/// <summary>
/// When studies are made: at 3:30 UTC, after the models were trained (<see cref="Learning.TrainingTime"/>).
/// </summary>
public static class StudyNight
{
    /// <summary>Second, minute, hour, day of the month, month, day of the week.</summary>
    public const string Schedule = "0 30 3 * * *";

    private static readonly TimeSpan Of = new(3, 30, 0);

    // A host may be this late without calling it past due.
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>The latest time for them up to this instant.</summary>
    public static DateTimeOffset Latest(DateTimeOffset now) =>
        new(now.UtcDateTime.Add(-Of).Date.Add(Of), TimeSpan.Zero);

    /// <summary>
    /// Whether to look if this night's studies were begun: at their time, later than planned, or when it went by since
    /// this process looked last (null: never).
    /// </summary>
    public static bool IsDue(DateTimeOffset now, DateTimeOffset? lookedAt, bool isPastDue) =>
        isPastDue || now - Latest(now) < Late || lookedAt < Latest(now);
}
