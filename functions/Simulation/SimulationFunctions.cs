using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Simulation;

/// <summary>A year of a scenario, before it is launched.</summary>
public sealed class SimulationFunctions(SimulationDoor door, InForce content, TimeProvider time)
{
    /// <summary><c>{"draft?":{…},"launchAt?","present?","days?","most?","costPerMail?"}</c></summary>
    [Function("SimulateScenario")]
    public async Task<IResult> SimulateScenario(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scenarios/{scenarioId}/simulate")]
        HttpRequest request, string scenarioId, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var query = new QueryFields(request.Query, refusals);
        query.RefuseOthers("lang");
        var language = query.OneOf("lang", [.. edition.Sender.Locales]) ?? "en";
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var ask = fields is null ? null : SimulationAsk.Read(fields, scenarioId, edition, time.GetUtcNow());
        if (ask is null || refusals.Any) return Problems.Invalid(refusals);
        return ask.Draft is null && !edition.Scenarios.ContainsKey(scenarioId)
            ? Problems.NotFound(
                "There is no such scenario in force.",
                "Send it as draft, or take the id of one of the files in scenarios.")
            : Answers.Ok(await door.AnswerAsync(ask, language, cancel));
    }
}
