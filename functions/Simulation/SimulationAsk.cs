using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;

namespace LeadScoring.Simulation;

/// <summary>
/// What is asked of a simulation: of a scenario in force, or of a draft that comes into force at
/// <paramref name="LaunchAt"/>; over so many days from now, on at most so many leads.
/// </summary>
/// <param name="Scenario">The id of the scenario that is asked about; all others run beside it.</param>
/// <param name="Draft">What comes into force; null: what is in force goes on.</param>
/// <param name="LaunchAt">When the draft comes into force.</param>
/// <param name="Present">Whether the leads that stand where the scenario begins are enrolled at its launch.</param>
/// <param name="Days">How far the clock runs.</param>
/// <param name="Most">At most so many leads are looked at.</param>
/// <param name="CostPerMail">In whatever money the caller counts; null: no cost is told.</param>
public sealed record SimulationAsk(
    string Scenario, Scenario? Draft, DateTimeOffset LaunchAt, bool Present, int Days, int Most, decimal? CostPerMail)
{
    public const int MostDays = 730;

    /// <summary>What is asked costs this many reads of leads, and their decisions.</summary>
    public const int MostLeads = 100_000;

    /// <summary>Reads strictly; null, with every mistake in the fields' refusals, where there is one.</summary>
    public static SimulationAsk? Read(JsonFields fields, string scenario, Edition edition, DateTimeOffset now)
    {
        fields.RefuseOthers("draft", "launchAt", "present", "days", "most", "costPerMail");
        var draft = fields.Object("draft") is { } written ? ScenarioDraft.Read(written, edition) : null;
        if (draft is not null && draft.Id != scenario)
            fields.Refuse("draft.id", $"Must be {scenario}, as in the address, but is '{draft.Id}'.");
        var days = fields.Whole("days", 1, MostDays) ?? 365;
        var launch = fields.Time("launchAt") ?? now;
        if (launch < now || launch >= now.AddDays(days))
            fields.Refuse("launchAt", "Must lie within the days that are simulated, from now on.");
        var ask = new SimulationAsk(
            scenario, draft, launch, fields.Flag("present") ?? false, days,
            fields.Whole("most", 100, MostLeads) ?? MostLeads, fields.Amount("costPerMail", 0, 1_000_000));
        return fields.Refusals.Any ? null : ask;
    }
}
