using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Spend;

/// <summary>What was spent, who is credited, what came back.</summary>
public sealed class SpendFunctions(SpendDoor spend, CostDoor costs)
{
    [Function("AttributionInsight")]
    public Task<IResult> Attribution(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/attribution")] HttpRequest request,
        CancellationToken cancel) =>
        spend.AttributionAsync(request, cancel);

    [Function("RomiInsight")]
    public Task<IResult> Romi(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/romi")] HttpRequest request,
        CancellationToken cancel) =>
        spend.RomiAsync(request, cancel);

    [Function("ShowCosts")]
    public Task<IResult> ShowCosts(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "campaigns/{campaignId}/costs")] HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        costs.ShowAsync(campaignId, cancel);

    [Function("CorrectCosts")]
    public Task<IResult> CorrectCosts(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "campaigns/{campaignId}/costs")] HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        costs.CorrectAsync(request, campaignId, cancel);
}
