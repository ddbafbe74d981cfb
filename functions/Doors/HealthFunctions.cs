using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Doors;

/// <summary>Whether this instance can do its work: one read of the store, and which rules are in force.</summary>
public sealed class HealthFunctions(Tables tables, InForce content, TimeProvider time)
{
    [Function("Health")]
    public async Task<IResult> Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request,
        CancellationToken cancel)
    {
        await tables.Settings.FindAsync("rules", "current", cancel); // an outage leaves through the door as 503
        return Answers.Ok(new { status = "ok", now = time.GetUtcNow(), rules = content.Edition.Rules.Version });
    }
}
