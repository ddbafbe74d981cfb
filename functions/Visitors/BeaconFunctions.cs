using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Visitors;

/// <summary>The door of landing pages' reactions; queue <c>reactions</c> carries what follows from them.</summary>
public sealed class BeaconFunctions(BeaconDoor door)
{
    [Function("Beacon")]
    public Task<IResult> Beacon(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "beacon")] HttpRequest request,
        CancellationToken cancel) =>
        HttpMethods.IsOptions(request.Method)
            ? Task.FromResult(door.Preflight(request))
            : door.TakeAsync(request, cancel);
}
