using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Proof;

/// <summary>The proof: every intended mail went somewhere, and the sum is told.</summary>
public sealed class SendsFunctions(SendsDoor door)
{
    [Function("SendInsight")]
    public Task<IResult> Figures(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/sends")] HttpRequest request,
        CancellationToken cancel) => door.FiguresAsync(request, cancel);

    [Function("SendInsightList")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/sends/list")] HttpRequest request,
        CancellationToken cancel) => door.ListAsync(request, cancel);
}
