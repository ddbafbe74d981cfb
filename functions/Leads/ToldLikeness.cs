namespace LeadScoring.Leads;

/// <summary>
/// A lead is like people who became loyal, as the study of it told last: at least <paramref name="Level"/> of 100,
/// since when, and under which version of the rules. No probability. A lead is told one of few levels, so that most
/// nights change nothing about it.
/// </summary>
public sealed record ToldLikeness(int Level, DateTimeOffset Since, int Rules)
{
    /// <summary>
    /// Ascending. At 50 nothing is said for or against a lead, and under the first it is told nothing.
    /// </summary>
    public static IReadOnlyList<int> Levels { get; } = [60, 70, 80, 90];

    /// <summary>How far under a level a lead that was told it must come to leave it.</summary>
    private const double Slack = 3;

    /// <summary>The level of a likeness of 0 to 100, for a lead that was told this one before; 0: none.</summary>
    public static int LevelOf(double likeness, int before) =>
        Levels.LastOrDefault(level => likeness >= (level <= before ? level - Slack : level));
}
