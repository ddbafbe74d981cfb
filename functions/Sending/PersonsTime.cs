using LeadScoring.Leads;
using LeadScoring.Scenarios;

namespace LeadScoring.Sending;

/// <summary>
/// Pure: whose clock a scenario goes by. A window of the person's time zone goes by the answer of this name, an IANA
/// zone as the entry's page told it; without one, or with one that is none, by the window's own zone.
/// </summary>
public static class PersonsTime
{
    public const string Attribute = "timeZone";

    /// <summary>The scenario by the clock of this lead.</summary>
    public static Scenario For(this Scenario scenario, Lead lead) => scenario.Window.IsPersons
        ? scenario with { Window = scenario.Window.In(ZoneOf(lead)) }
        : scenario;

    private static string? ZoneOf(Lead lead) => lead.Profile?.AllAttributes().GetValueOrDefault(Attribute)?.Value;
}
