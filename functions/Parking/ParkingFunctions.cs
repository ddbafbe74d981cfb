using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Parking;

/// <summary>
/// The doors to what failed to the end. The poison queues are heard beside the queues that they belong to.
/// </summary>
public sealed class ParkingFunctions(ParkedDoor door)
{
    [Function("ListParked")]
    public Task<IResult> ListParked(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parked")] HttpRequest request,
        CancellationToken cancel) => door.ListAsync(request, cancel);

    [Function("RetryParked")]
    public Task<IResult> RetryParked(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parked/{id}/retry")] HttpRequest request,
        string id, CancellationToken cancel) => door.RetryAsync(id, cancel);

    [Function("RetryAllParked")]
    public Task<IResult> RetryAllParked(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parked/retry")] HttpRequest request,
        CancellationToken cancel) => door.RetryAllAsync(request, cancel);

    [Function("DiscardParked")]
    public Task<IResult> DiscardParked(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "parked/{id}")] HttpRequest request,
        string id, CancellationToken cancel) => door.DiscardAsync(id, cancel);
}
