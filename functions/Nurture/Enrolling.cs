using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Nurture;

/// <summary>Begins the scenarios that wait for a stage or a class. The arm is drawn by hash and fixed here.</summary>
public static class Enrolling
{
    public static Lead Into(Lead lead, Edition edition, string product, string? stage, string? @class, DateTimeOffset now)
    {
        foreach (var scenario in edition.Scenarios.Values.Where(s => s.Product == product && s.BeginsWith(stage, @class)))
        {
            var earlier = lead.Enrolments.Values.Where(e => e.Scenario == scenario.Id).ToList();
            if (!scenario.MayEnter([.. earlier.Select(e => e.EnteredAt)], earlier.Any(e => e.NextStep is not null), now)) continue;
            var first = scenario.Steps[0];
            lead = lead.With(new Enrolment
            {
                Scenario = scenario.Id,
                Version = scenario.Version,
                Product = product,
                Occurrence = earlier.Count + 1,
                HeldOut = Holdout.IsHeldOut(lead.Id, scenario.Id, scenario.HoldoutPercent),
                EnteredAt = now,
                NextStep = first.Id,
                DueAt = scenario.DueAt(first, now),
            });
        }
        return lead;
    }
}
