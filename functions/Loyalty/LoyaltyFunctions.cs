using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Loyalty;

/// <summary>What makes people loyal, who moves between classes, who is about to go, who is like the loyal.</summary>
public sealed class LoyaltyFunctions(
    StudyDoor reports, GoldenRouteDoor routes, LoyaltyDoor classes, AtRiskDoor risks, LookalikeDoor lookalikes)
{
    [Function("GoldenRouteInsight")]
    public Task<IResult> GoldenRoute(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/golden-route")] HttpRequest request,
        CancellationToken cancel) => reports.AnswerAsync(request, GoldenRouteStudy.Study, GoldenRouteView.Of, cancel);

    /// <summary><c>{"product","as":"rule"|"scenario"}</c></summary>
    [Function("DraftOfRoute")]
    public Task<IResult> DraftOfRoute(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "post", Route = "insights/golden-route/{routeId}/draft")] HttpRequest request,
        string routeId, CancellationToken cancel) => routes.DraftAsync(request, routeId, cancel);

    [Function("ClassMoveInsight")]
    public Task<IResult> ClassMoves(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/class-moves")] HttpRequest request,
        CancellationToken cancel) => classes.ClassMovesAsync(request, cancel);

    [Function("SecondOrderInsight")]
    public Task<IResult> SecondOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/second-order")] HttpRequest request,
        CancellationToken cancel) => reports.AnswerAsync(request, SecondOrderStudy.Study, SecondOrderView.Of, cancel);

    [Function("AtRiskInsight")]
    public Task<IResult> AtRisk(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/at-risk")] HttpRequest request,
        CancellationToken cancel) => risks.AnswerAsync(request, cancel);

    [Function("LookalikeInsight")]
    public Task<IResult> Lookalikes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/lookalikes")] HttpRequest request,
        CancellationToken cancel) => lookalikes.AnswerAsync(request, cancel);
}
