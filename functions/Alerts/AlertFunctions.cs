using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Alerts;

/// <summary>What sales should hear of at once. The webhook is told through queue <c>sends</c>.</summary>
public sealed class AlertFunctions(AlertDoor door)
{
    [Function("AlertInsight")]
    public Task<IResult> Alerts(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/alerts")] HttpRequest request,
        CancellationToken cancel) => door.ListAsync(request, cancel);

    [Function("AcknowledgeAlert")]
    public Task<IResult> Acknowledge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "insights/alerts/{alertId}/acknowledge")]
        HttpRequest request,
        string alertId, CancellationToken cancel) => door.AcknowledgeAsync(request, alertId, cancel);
}
