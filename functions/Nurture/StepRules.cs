namespace LeadScoring.Nurture;

/// <summary>
/// Decides one due step. The first that applies wins: already settled, exit, held out, condition not met, address
/// suppressed, no consent, paused, outside the window, over the cap. Exits come before the holdout, so that both arms
/// lose the same people; what is final comes before what only delays, so that no step waits for a mail never to come.
/// </summary>
public static class StepRules
{
    public static StepDecision Decide(StepFacts facts)
    {
        if (facts.AlreadySettled) return new StepDecision.AlreadySettled();
        var seen = SeenSinceEnrolment(facts);
        if (ExitReason(facts, seen) is { } exit) return new StepDecision.Exit(exit);
        if (facts.Arm == Arm.HeldOut) return new StepDecision.HoldOut();
        if (!facts.Step.If.Holds(seen)) return new StepDecision.Suppress("condition-not-met");
        if (facts.Suppression is { } suppressed) return new StepDecision.Suppress(suppressed);
        if (facts.ConsentMissing is { } missing) return new StepDecision.Suppress(missing);
        if (facts.PausedUntil is { } until && until > facts.Now) return new StepDecision.Postpone(until, "paused");
        return RightTime.Of(facts);
    }

    private static string? ExitReason(StepFacts facts, HashSet<string> seen)
    {
        var (enter, exits) = (facts.Scenario.Enter, facts.Scenario.Exits);
        if (exits.OnPurchase && facts.PurchasedSince) return "purchase";
        if (exits.OnReactions.FirstOrDefault(seen.Contains) is { } reaction) return $"reaction-{reaction}";
        if (!exits.OnStageLeft) return null;
        if (enter.Stage is not null && enter.Stage != facts.CurrentStage) return "stage-left";
        if (enter.Class is not null && enter.Class != facts.CurrentClass) return "class-left";
        return null;
    }

    // The reaction that lifted a lead into the stage happened before or at the enrolment: it is no answer to its mails.
    private static HashSet<string> SeenSinceEnrolment(StepFacts facts) =>
        facts.Reactions.Where(reaction => reaction.At > facts.EnteredAt)
            .Select(reaction => reaction.Type)
            .ToHashSet(StringComparer.Ordinal);
}
