using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Hits;

/// <summary>The doors by which we hear what became of mails: their links, and the provider's events.</summary>
public sealed class HitFunctions(GoDoor links, SendGridDoor sendGrid)
{
    [Function("FollowLink")]
    public Task<IResult> FollowLink(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "go/{token}")] HttpRequest request,
        string token, CancellationToken cancel) =>
        links.GoAsync(request, token, cancel);

    [Function("SendGridEvents")]
    public Task<IResult> SendGridEvents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/sendgrid")] HttpRequest request,
        CancellationToken cancel) =>
        sendGrid.TakeAsync(request, cancel);
}
