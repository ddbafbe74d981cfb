using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;

namespace LeadScoring.Nurture;

/// <summary>
/// Pure: waits end at once when what is waited for comes in, or what ends the scenario: they fall due in the very
/// transaction that counts the reaction, and nobody polls.
/// </summary>
public static class Waiting
{
    /// <summary>The lead with every such wait due now.</summary>
    public static Lead Over(Lead lead, Edition edition, DateTimeOffset now)
    {
        foreach (var enrolment in lead.Enrolments.Values)
            if (enrolment.DueAt > now && StepAt.Find(edition, enrolment) is { Step: WaitStep wait } at
                && IsOver(lead, enrolment, at.Scenario, wait, edition, now))
                lead = lead.With(enrolment with { DueAt = now });
        return lead;
    }

    private static bool IsOver(
        Lead lead, Enrolment enrolment, Scenario scenario, WaitStep wait, Edition edition, DateTimeOffset now)
    {
        var at = Circumstances.Of(lead, scenario, edition, enrolment.EnteredAt, Outlook.Unknown, now);
        return StepRules.HasSeen(at, wait.For, enrolment.ArrivedAt ?? enrolment.EnteredAt)
            || StepRules.ExitReason(scenario, at) is not null;
    }
}
