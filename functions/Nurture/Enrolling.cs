using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Nurture;

/// <summary>Begins the scenarios that wait for a stage or a class. The arm is drawn by hash and fixed here.</summary>
public static class Enrolling
{
    public static Lead Into(
        Lead lead, Edition edition, string product, string? stage, string? @class, DateTimeOffset now)
    {
        foreach (var scenario in edition.Scenarios.Values.Where(
            s => s.Product == product && Begins(s.Enter, stage, @class)))
        {
            var earlier = lead.Enrolments.Values.Where(e => e.Scenario == scenario.Id).ToList();
            if (earlier.Any(enrolment => enrolment.NextStep is not null)) continue;
            if (!scenario.MayEnter(earlier.Max(enrolment => (DateTimeOffset?)enrolment.EnteredAt), now)) continue;
            lead = lead.With(new Enrolment
            {
                Scenario = scenario.Id,
                Version = scenario.Version,
                Product = product,
                Occurrence = earlier.Count + 1,
                HeldOut = Holdout.IsHeldOut(lead.Id, scenario.Id, scenario.HoldoutPercent),
                EnteredAt = now,
                NextStep = scenario.Steps[0].Id,
                DueAt = scenario.DueAt(0, now),
            });
        }
        return lead;
    }

    private static bool Begins(Entrance enter, string? stage, string? @class) =>
        stage is not null && enter.Stage == stage || @class is not null && enter.Class == @class;
}
