using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Access;

/// <summary>Named keys for the brand's systems and people: made, listed, rotated, revoked.</summary>
public sealed class KeyFunctions(KeyDoor door)
{
    [Function("ListKeys")]
    public Task<IResult> ListKeys(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "keys")] HttpRequest request,
        CancellationToken cancel) => door.ListAsync(request, cancel);

    [Function("MakeKey")]
    public Task<IResult> MakeKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "keys")] HttpRequest request,
        CancellationToken cancel) => door.MakeAsync(request, cancel);

    [Function("RotateKey")]
    public Task<IResult> RotateKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "keys/{id}/rotate")] HttpRequest request,
        string id, CancellationToken cancel) => door.RotateAsync(request, id, cancel);

    [Function("RevokeKey")]
    public Task<IResult> RevokeKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "keys/{id}")] HttpRequest request,
        string id, CancellationToken cancel) => door.RevokeAsync(id, cancel);
}
