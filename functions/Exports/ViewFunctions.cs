using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Exports;

/// <summary>Saved views of the list.</summary>
public sealed class ViewFunctions(ViewDoor door)
{
    [Function("ListViews")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "views")] HttpRequest request,
        CancellationToken cancel) => door.ListAsync(request, cancel);

    [Function("ShowView")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "views/{id}")] HttpRequest request, string id,
        CancellationToken cancel) => door.ShowAsync(request, id, cancel);

    [Function("SaveView")]
    public Task<IResult> Save(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "views/{id}")] HttpRequest request, string id,
        CancellationToken cancel) => door.SaveAsync(request, id, cancel);

    [Function("RemoveView")]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "views/{id}")] HttpRequest request, string id,
        CancellationToken cancel) => door.RemoveAsync(request, id, cancel);
}
