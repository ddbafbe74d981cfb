using LeadScoring.Alerts;
using LeadScoring.Parking;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Doors;

/// <summary>
/// Whether this instance can do its work: a few reads of the store, which rules are in force, whether the content's
/// scenarios and mails are (or the last good ones, because of a mistake in them), how many messages wait for somebody's
/// decision, counted up to 1,000, and whether a webhook is told of alerts.
/// </summary>
public sealed class HealthFunctions(
    Tables tables, ParkedStore parkedMessages, AlertWebhook webhook, InForce content, TimeProvider time)
{
    private const int MaxCounted = 1000;

    [Function("Health")]
    public async Task<IResult> Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request,
        CancellationToken cancel)
    {
        await tables.Settings.FindAsync("rules", "current", cancel); // an outage leaves through the door as 503
        var parked = 0;
        foreach (var queue in Queues.All)
            parked += await parkedMessages.CountAsync(queue, MaxCounted - parked, cancel);
        return Answers.Ok(new
        {
            status = "ok",
            now = time.GetUtcNow(),
            rules = content.Edition.Rules.Version,
            mail = content.Edition.Nurture.InAWord,
            parked,
            alertWebhook = webhook.IsOn,
        });
    }
}
