using LeadScoring.Parking;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Intake;

/// <summary>The front door: campaign landing pages post here, and the queue works it off.</summary>
public sealed class IntakeFunctions(EntryDoor door, EntryHandler entries, ParkingHandler parking)
{
    [Function("SubmitEntry")]
    public Task<IResult> SubmitEntry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "campaigns/{campaignId}/entries")]
        HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        door.TakeAsync(request, campaignId, cancel);

    [Function("TakeEntries")]
    public Task TakeEntries([QueueTrigger(Queues.Entries)] EntryArrived message, CancellationToken cancel) =>
        entries.HandleAsync(message, cancel);

    [Function("ParkEntries")]
    public Task ParkEntries([QueueTrigger(Queues.EntriesPoison)] string text, CancellationToken cancel) =>
        parking.HandleAsync<EntryArrived>(Queues.Entries, text, TakeEntries, cancel);
}
