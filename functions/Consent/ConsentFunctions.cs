using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Consent;

/// <summary>The doors behind the links of mails. GET and HEAD show a page with one button; only POST acts.</summary>
public sealed class ConsentFunctions(ConsentDoor door, PreferenceDoor preferences)
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

    [Function("UndoUnsubscribe")]
    public Task<IResult> UndoUnsubscribe(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "undo/{token}")] HttpRequest request,
        string token, CancellationToken cancel) =>
        HttpMethods.IsPost(request.Method)
            ? door.UndoAsync(request, token, cancel)
            : door.ShowUndoAsync(request, token, cancel);

    [Function("Preferences")]
    public Task<IResult> Preferences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "preferences/{token}")]
        HttpRequest request,
        string token, CancellationToken cancel) =>
        HttpMethods.IsPost(request.Method)
            ? preferences.SaveAsync(request, token, cancel)
            : preferences.ShowAsync(request, token, cancel);
}
