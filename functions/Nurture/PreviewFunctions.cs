using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Nurture;

/// <summary>How a scenario's mail looks, before it goes to anybody.</summary>
public sealed class PreviewFunctions(PreviewDoor door)
{
    [Function("PreviewStep")]
    public Task<IResult> PreviewStep(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scenarios/{id}/steps/{step}/preview")]
        HttpRequest request,
        string id, string step, CancellationToken cancel) =>
        door.ShowAsync(request, id, step, cancel);
}
