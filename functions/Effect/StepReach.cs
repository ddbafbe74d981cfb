using LeadScoring.Scenarios;

namespace LeadScoring.Effect;

/// <summary>Why a step's own effect cannot be told.</summary>
public enum StepBar
{
    /// <summary>All who stay come through every step in the arm drawn before the first one.</summary>
    Together,

    /// <summary>A wait, a branch or a way past other steps lies before it, or it is one.</summary>
    Ways,

    /// <summary>People leave the scenario early, and mails may be why.</summary>
    Exits,
}

/// <summary>
/// Why no step is compared by itself: the arm is drawn once, at the enrolment. A scenario that people leave early,
/// waits for what they do or branches lets mails decide who comes to a later step; in any other both arms come through
/// all steps, so that a step's figure would be that of the whole scenario once more.
/// </summary>
public static class StepReach
{
    public static StepBar BarOf(Scenario scenario, int step)
    {
        var exits = scenario.Exits;
        if (scenario.Steps.Take(step + 1).Any(one => one is not MailStep { Next: null })) return StepBar.Ways;
        return exits.OnPurchase || exits.OnStageLeft || exits.OnReactions.Count > 0 || exits.If is not null
            ? StepBar.Exits
            : StepBar.Together;
    }
}
