using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;

namespace LeadScoring.Learning;

/// <summary>A mail of a scenario that a lead would get, and when.</summary>
public readonly record struct ForeseenMail(string Scenario, DateTimeOffset At);

/// <summary>
/// What would be mailed to a lead that does nothing any more: its scenarios run on and it cools out of its stages, by
/// the very decisions that are taken when the time comes. Consent, hold-out, windows, caps, exits and conditions are
/// therefore in it, as far as they are known now.
/// </summary>
public static class Silence
{
    /// <summary>More than any lead has in the days one may ask for; it ends what would go in circles.</summary>
    private const int MostEvents = 2_000;

    /// <summary>The mails from <paramref name="now"/> on and before <paramref name="until"/>, as they come.</summary>
    public static IEnumerable<ForeseenMail> MailsTo(
        Lead lead, Edition edition, DateTimeOffset now, DateTimeOffset until)
    {
        for (var events = 0; events < MostEvents; events++)
        {
            var due = lead.Enrolments.Values.Where(enrolment => enrolment is { NextStep: not null, DueAt: not null })
                .MinBy(enrolment => enrolment.DueAt);
            var look = lead.Products.Values.Min(state => state.LookAgainAt);
            var at = Later(Earlier(due?.DueAt, look), now);
            if (at is not { } then || then >= until) yield break;
            now = then;
            if (due is null || look <= due.DueAt)
            {
                lead = Assessment.Of(lead, lead, edition, now, Cause.Time).Lead;
                continue;
            }
            var step = StepDue.Decide(lead, null, due.Key, due.NextStep!, edition, now, Outlook.Silence);
            if (step.Change is null) yield break;
            lead = step.Change.Lead;
            if (step.Decision is StepDecision.Send) yield return new ForeseenMail(due.Scenario, now);
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private static DateTimeOffset? Later(DateTimeOffset? at, DateTimeOffset now) => at < now ? now : at;
}
