using LeadScoring.Scenarios;
using LeadScoring.Tracks;

namespace LeadScoring.Effect;

/// <summary>Why a step cannot be told.</summary>
public enum StepBar
{
    None,

    /// <summary>A wait, a branch or a way past other steps lies before it, or it is one.</summary>
    Ways,

    /// <summary>People leave the scenario early, and mails may be why.</summary>
    Exits,
}

/// <summary>
/// Which steps both arms come to alike, so that those who came through one can be compared. A scenario that people
/// leave early, waits for what they do or branches lets mails decide who comes to a later step: there it cannot be
/// told.
/// </summary>
public static class StepReach
{
    public static StepBar BarOf(Scenario scenario, int step)
    {
        var exits = scenario.Exits;
        if (scenario.Steps.Take(step + 1).Any(one => one is not MailStep { Next: null })) return StepBar.Ways;
        return exits.OnPurchase || exits.OnStageLeft || exits.OnReactions.Count > 0 || exits.If is not null
            ? StepBar.Exits
            : StepBar.None;
    }

    /// <summary>The steps that can be told and that this enrolment has come through.</summary>
    internal static IEnumerable<string> Of(Scenario scenario, Assignment from)
    {
        var reached = from.Reached is null ? scenario.Steps.Count : scenario.IndexOf(from.Reached);
        return scenario.Steps.Take(Math.Max(0, reached))
            .Where((_, index) => BarOf(scenario, index) == StepBar.None).Select(step => step.Id);
    }
}
