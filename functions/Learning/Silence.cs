using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Simulation;

namespace LeadScoring.Learning;

/// <summary>A mail of a scenario that a lead would get, and when.</summary>
public readonly record struct ForeseenMail(string Scenario, DateTimeOffset At);

/// <summary>What would be mailed to a lead that does nothing any more: the mails of its <see cref="Future"/>.</summary>
public static class Silence
{
    /// <summary>The mails from <paramref name="now"/> on and before <paramref name="until"/>, as they come.</summary>
    public static IEnumerable<ForeseenMail> MailsTo(
        Lead lead, Edition edition, DateTimeOffset now, DateTimeOffset until) =>
        Future.Of(lead, edition, now, until)
            .Where(moment => moment.Decision is StepDecision.Send)
            .Select(moment => new ForeseenMail(moment.Before.Enrolments[moment.Planned.Key].Scenario, moment.At));
}
