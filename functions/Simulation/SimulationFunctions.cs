using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Simulation;

/// <summary>A year of a scenario, before it is launched.</summary>
public sealed class SimulationFunctions(SimulationDoor door)
{
    /// <summary><c>{"draft?":{…},"launchAt?","present?","days?","most?","costPerMail?"}</c></summary>
    [Function("SimulateScenario")]
    public Task<IResult> SimulateScenario(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scenarios/{scenarioId}/simulate")]
        HttpRequest request, string scenarioId, CancellationToken cancel) =>
        door.SimulateAsync(request, scenarioId, cancel);
}
