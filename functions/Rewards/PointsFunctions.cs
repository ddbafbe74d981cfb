using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Rewards;

/// <summary>The points of the frequent shopper programme.</summary>
public sealed class PointsFunctions(PointsDoor door, PointsInsightDoor insight)
{
    [Function("ShowPoints")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "leads/{leadId}/points")] HttpRequest request,
        string leadId, CancellationToken cancel) =>
        door.ShowAsync(request, leadId, cancel);

    [Function("SpendPoints")]
    public Task<IResult> Spend(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/points/spend")] HttpRequest request,
        string leadId, CancellationToken cancel) =>
        door.SpendAsync(request, leadId, cancel);

    [Function("AdjustPoints")]
    public Task<IResult> Adjust(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/points/adjust")]
        HttpRequest request,
        string leadId, CancellationToken cancel) =>
        door.AdjustAsync(request, leadId, cancel);

    [Function("PointsInsight")]
    public Task<IResult> Insight(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/points")] HttpRequest request,
        CancellationToken cancel) =>
        insight.ShowAsync(request, cancel);
}
