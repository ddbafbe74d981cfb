using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>
/// Decides one due step. Of a mail the first that applies wins: already settled, exit, too late, held out, condition
/// not met, address suppressed, no consent, paused, to go later (<see cref="RightTime"/>). Exits come before the
/// holdout, so that both arms lose the same people; what is final comes before what only delays, so that no step waits
/// for a mail never to come. Waits and branches send nothing and hold nobody back: an exit, or the next step.
/// </summary>
public static class StepRules
{
    /// <summary>Why a wait is put off: for nothing else than its own time.</summary>
    public const string Waiting = "waiting";

    public static StepDecision Decide(StepFacts facts)
    {
        if (facts.AlreadySettled) return new StepDecision.AlreadySettled();
        if (ExitReason(facts.Scenario, facts) is { } exit) return new StepDecision.Exit(exit);
        return facts.Step switch
        {
            MailStep mail => Mail(mail, facts),
            WaitStep wait => Wait(wait, facts),
            BranchStep branch => Branch(branch, facts),
            ExitStep end => new StepDecision.Exit(end.Reason),
            _ => throw new InvalidOperationException($"Nobody decides a {facts.Step.GetType().Name}."),
        };
    }

    /// <summary>What ends an enrolment early, whatever step it has come to; null: nothing.</summary>
    public static string? ExitReason(Scenario scenario, Circumstances at)
    {
        var exits = scenario.Exits;
        if (exits.OnPurchase && at.PurchasedSince) return "purchase";
        // What lifted a lead into the stage happened before or at the enrolment: it is no answer to its mails.
        if (exits.OnReactions.FirstOrDefault(type => HasSeen(at, [type], at.EnteredAt)) is { } reaction)
            return $"reaction-{reaction}";
        if (exits.If?.Holds(at) == true) return "exit-condition";
        if (!exits.OnStageLeft
            || scenario.Enter.StillHolds(at.CurrentStage, at.CurrentClass, at.Lapsed, at.Likeness)) return null;
        return scenario.Enter switch
        {
            { Stage: not null } => "stage-left",
            { Likeness: not null } => "likeness-left",
            _ => "class-left",
        };
    }

    /// <summary>Whether one of these reactions came after an instant.</summary>
    public static bool HasSeen(Circumstances at, IReadOnlyList<string> types, DateTimeOffset since) =>
        at.Reactions.Any(seen => seen.At > since && types.Contains(seen.Type));

    private static StepDecision Mail(MailStep mail, StepFacts facts)
    {
        if (facts.TooLate) return new StepDecision.Suppress("too-late");
        if (facts.Arm == Arm.HeldOut) return new StepDecision.HoldOut();
        if (mail.If.Holds(facts) is not true and var holds)
            return new StepDecision.Suppress(holds is null ? "condition-not-known" : "condition-not-met");
        if (facts.Suppression is { } suppressed) return new StepDecision.Suppress(suppressed);
        if (facts.ConsentMissing is { } missing) return new StepDecision.Suppress(missing);
        if (facts.PausedUntil > facts.Now) return new StepDecision.Park();
        return RightTime.Of(facts);
    }

    private static StepDecision Wait(WaitStep wait, StepFacts facts)
    {
        if (HasSeen(facts, wait.For, facts.ArrivedAt ?? facts.EnteredAt))
            return new StepDecision.Go("reacted", wait.Then);
        // What ended the wait may have turned out to be a machine's before anybody looked.
        return facts.WaitsUntil is { } until && until > facts.Now
            ? new StepDecision.Postpone(until, Waiting)
            : new StepDecision.Go("timed-out", wait.Else);
    }

    private static StepDecision.Go Branch(BranchStep branch, StepFacts facts)
    {
        var isKnown = true;
        foreach (var (index, one) in branch.Cases.Index())
        {
            var holds = one.If.Holds(facts);
            if (holds == true) return new StepDecision.Go(FormattableString.Invariant($"case-{index + 1}"), one.Go);
            isKnown &= holds is not null;
        }
        return new StepDecision.Go(isKnown ? "else" : "else-not-known", branch.Else);
    }
}
