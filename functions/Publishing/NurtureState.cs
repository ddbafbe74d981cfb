using LeadScoring.Sending;

namespace LeadScoring.Publishing;

/// <summary>
/// Which publication of nurture is in force, and what is paused: the one row that every process reads again and again.
/// </summary>
/// <param name="Revision">Grows with each change.</param>
/// <param name="Number">The publication in force; 0 in a new store.</param>
/// <param name="Controls">What is paused.</param>
public sealed record NurtureState(int Revision, int Number, SendControls Controls)
{
    public static NurtureState New { get; } = new(0, 0, SendControls.None);

    /// <summary>Numbers only grow.</summary>
    public NurtureState PutInForce(int number) =>
        number > Number ? this with { Revision = Revision + 1, Number = number } : this;

    /// <summary>Pauses or resumes one scenario, or (null) all mails of scenarios.</summary>
    public NurtureState With(string? scenario, Pause? pause) => Controls.Of(scenario) == pause
        ? this
        : this with { Revision = Revision + 1, Controls = Controls.With(scenario, pause) };
}
