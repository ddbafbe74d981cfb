namespace LeadScoring.Sales;

/// <summary>
/// Pure: the newest time at which leads were shared out by themselves. One process is at it at a time; one that was not
/// heard of for five minutes is taken for dead, and another goes on with what is left of the number of leads. A place
/// is taken before its lead is given, so a process that dies wastes one, and there are never more.
/// </summary>
/// <param name="At">When it was due.</param>
/// <param name="Run">Who is at it, or was last.</param>
/// <param name="Attempts">Runs until now, five at the most.</param>
/// <param name="NextTryAt">When another may go on, unless it is over by then.</param>
/// <param name="Given">Places taken: leads given, and at most one a run that was not.</param>
public sealed record AssignRun(DateTimeOffset At, string Run, int Attempts, DateTimeOffset NextTryAt, int Given)
{
    private const int MostAttempts = 5;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// As it stands once this run has begun it, or has found another at it, or that it is over, or a later time.
    /// </summary>
    public static AssignRun Begin(AssignRun? known, DateTimeOffset at, string run, DateTimeOffset now)
    {
        if (known is null || known.At < at) return new AssignRun(at, run, 1, now + Silence, 0);
        if (known.At > at || known.EndedAt is not null || known.NextTryAt > now) return known;
        return known.Attempts >= MostAttempts
            ? known with { EndedAt = now }
            : known with { Run = run, Attempts = known.Attempts + 1, NextTryAt = now + Silence };
    }

    /// <summary>Whether this run is at it still.</summary>
    public bool IsOf(AssignRun run) => (At, Run, EndedAt) == (run.At, run.Run, null);

    /// <summary>With the place of this number taken; the same where it is, or the run is no longer at it.</summary>
    public AssignRun Take(AssignRun run, int place, DateTimeOffset now) =>
        IsOf(run) && Given < place ? this with { Given = place, NextTryAt = now + Silence } : this;

    public AssignRun End(AssignRun run, DateTimeOffset now) => IsOf(run) ? this with { EndedAt = now } : this;
}
