namespace LeadScoring.Nurture;

/// <summary>
/// When a mail that is to go may go: the first instant at which the window is open and every cap has room. Pure, and
/// never an instant before the one of the decision.
/// </summary>
public static class RightTime
{
    public static StepDecision Of(StepFacts facts)
    {
        var (window, now) = (facts.Scenario.Window, facts.Now);
        var free = facts.Scenario.Cap.FreeAt(facts.RecentMails, now);
        if (facts.OwnCap?.FreeAt(facts.RecentMails, now) is { } own && own > free) free = own;
        // One postponement satisfies both: the window's next opening at which the cap is free as well.
        var due = window.NextOpening(free);
        if (due <= now) return new StepDecision.Send();
        return new StepDecision.Postpone(due, window.IsOpen(now) ? "cap" : "window");
    }
}
