namespace LeadScoring.Publishing;

/// <summary>
/// Which publication of scenarios and mails is in force in this process, and what is wrong with a newer one that is
/// not.
/// </summary>
/// <param name="Number">0 before the first publication.</param>
/// <param name="Refused">The mistakes of what should be in force and is not.</param>
/// <param name="IsBehind">
/// Whether others have a newer publication, which does not fit here: what this process does not know may well be.
/// </param>
public sealed record NurtureStanding(int Number, IReadOnlyList<ContentProblem> Refused, bool IsBehind = false)
{
    public static NurtureStanding None { get; } = new(0, []);

    /// <summary>In a word, for people and monitors.</summary>
    public string InAWord => Refused.Count == 0 ? "in force" : "last good";
}
