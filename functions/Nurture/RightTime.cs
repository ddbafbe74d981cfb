namespace LeadScoring.Nurture;

/// <summary>
/// When a mail that is to go may go: the first instant at which nothing asks for quiet, the window is open and every
/// cap has room, unless mails that go first need that room (<see cref="Precedence"/>). Pure, and never an instant
/// before the one of the decision. Of several caps the strictest decides: all of them must have room.
/// </summary>
public static class RightTime
{
    public static StepDecision Of(StepFacts facts)
    {
        var (window, now) = (facts.Scenario.Window, facts.Now);
        var quiet = facts.QuietUntil > now ? facts.QuietUntil.Value : now;
        // One postponement satisfies all: the window's next opening at which it is not quiet and the caps are free.
        var due = window.NextOpening(FrequencyCap.FreeAt(facts.Caps, facts.RecentMails, quiet));
        if (due > now) return new StepDecision.Postpone(due, quiet > now ? Quiet : window.IsOpen(now) ? Cap : Shut);
        return Precedence.WaitsUntil(facts) is { } until
            ? new StepDecision.Postpone(window.NextOpening(until), GivesWay)
            : new StepDecision.Send();
    }

    public const string Quiet = "quiet";
    public const string Shut = "window";
    public const string Cap = "cap";
    public const string GivesWay = "priority";
    public const string Limit = "limit";
}
