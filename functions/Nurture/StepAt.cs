using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>Where an enrolment stands in its scenario, in the version that it follows.</summary>
public sealed record StepAt(Scenario Scenario, int Index)
{
    public ScenarioStep Step => Scenario.Steps[Index];

    /// <summary>Null when the scenario or the step is no longer in the content, or the enrolment has ended.</summary>
    public static StepAt? Find(Edition edition, Enrolment enrolment)
    {
        if (NewerThatMoves(edition, enrolment) is { } newer) return newer;
        return edition.ScenarioOf(enrolment.Scenario, enrolment.Follows()) is { } scenario
            ? Of(scenario, enrolment.NextStep)
            : null;
    }

    /// <summary>The same by the clock of this lead.</summary>
    public StepAt For(Lead lead) => this with { Scenario = Scenario.For(lead) };

    /// <summary>The enrolment, settled here: at the step of this name (null: the one after this), or ended.</summary>
    public Enrolment Next(Enrolment enrolment, string? to, DateTimeOffset now) =>
        enrolment.Arrive(Scenario, to is null ? Index + 1 : Scenario.IndexOf(to), now);

    /// <summary>
    /// A version in force that takes those under way over, and has the step they have come to. Who went over stays with
    /// it, for a step of its own may be nowhere else.
    /// </summary>
    private static StepAt? NewerThatMoves(Edition edition, Enrolment enrolment) =>
        edition.Scenarios.GetValueOrDefault(enrolment.Scenario) is { Running: Running.Move } newer
        && newer.Version > enrolment.Follows()
            ? Of(newer, enrolment.NextStep)
            : null;

    private static StepAt? Of(Scenario scenario, string? step) =>
        scenario.IndexOf(step) is >= 0 and var index ? new StepAt(scenario, index) : null;
}
