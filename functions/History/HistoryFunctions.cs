using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.History;

/// <summary>What the head of the insights told before.</summary>
public sealed class HistoryFunctions(HistoryDoor history)
{
    [Function("HistoryInsight")]
    public Task<IResult> History(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/history")] HttpRequest request,
        CancellationToken cancel) => history.AnswerAsync(request, cancel);
}
