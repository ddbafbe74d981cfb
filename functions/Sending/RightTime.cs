using LeadScoring.Nurture;

namespace LeadScoring.Sending;

/// <summary>
/// When a mail that is to go may go: the first instant at which nothing asks for quiet, the window is open and every
/// cap has room, unless mails that go first need that room (<see cref="Precedence"/>). Pure, and never an instant
/// before the one of the decision. Of several caps the strictest decides: all of them must have room. The reason is
/// what holds the mail longest: the window alone, or what of quiet and caps ends last.
/// </summary>
public static class RightTime
{
    public static StepDecision Of(StepFacts facts)
    {
        var (window, now) = (facts.Scenario.Window, facts.Now);
        var quiet = facts.QuietUntil > now ? facts.QuietUntil.Value : now;
        var room = FrequencyCap.FreeAt(facts.Caps, facts.RecentMails, now);
        // One postponement satisfies all: the window's next opening at which it is not quiet and the caps are free.
        var due = window.NextOpening(room > quiet ? room : quiet);
        if (due > now)
            return new StepDecision.Postpone(
                due, due == window.NextOpening(now) ? Shut : room > quiet ? Cap : Quiet);
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
