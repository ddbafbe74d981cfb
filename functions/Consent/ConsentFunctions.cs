using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Consent;

/// <summary>The doors behind the links of mails. GET and HEAD show a page with one button; only POST acts.</summary>
public sealed class ConsentFunctions(ConsentDoor door)
{
    [Function("ConfirmOptIn")]
    public Task<IResult> ConfirmOptIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "opt-in/{token}")]
        HttpRequest request,
        string token, CancellationToken cancel) =>
        HttpMethods.IsPost(request.Method)
            ? door.ConfirmAsync(request, token, cancel)
            : door.ShowOptInAsync(request, token, cancel);

    [Function("Unsubscribe")]
    public Task<IResult> Unsubscribe(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "unsubscribe/{token}")]
        HttpRequest request,
        string token, CancellationToken cancel) =>
        HttpMethods.IsPost(request.Method)
            ? door.UnsubscribeAsync(request, token, cancel)
            : door.ShowUnsubscribeAsync(request, token, cancel);
}
