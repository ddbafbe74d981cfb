namespace LeadScoring.Tests.Fleet;

/// <summary>
/// How much a round does, drawn by its seed. Kills: how often one of the two victims among the processes is killed with
/// -9. Outage: how long the storage account is away in the midst of the reactions.
/// </summary>
internal sealed record FleetPlan(
    int Seed, int Processes, int People, int Reactions, int Kills = 0, TimeSpan Outage = default);
