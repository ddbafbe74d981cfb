using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Sending;

/// <summary>Stops and lets go the mails of scenarios.</summary>
public sealed class ControlFunctions(ControlDoor door)
{
    [Function("PauseScenario")]
    public Task<IResult> PauseScenario(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scenarios/{id}/pause")] HttpRequest request,
        string id, CancellationToken cancel) => door.PauseAsync(request, id, cancel);

    [Function("ResumeScenario")]
    public Task<IResult> ResumeScenario(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scenarios/{id}/resume")] HttpRequest request,
        string id, CancellationToken cancel) => door.ResumeAsync(request, id, cancel);

    [Function("PauseSends")]
    public Task<IResult> PauseSends(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sends/pause")] HttpRequest request,
        CancellationToken cancel) => door.PauseAsync(request, null, cancel);

    [Function("ResumeSends")]
    public Task<IResult> ResumeSends(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sends/resume")] HttpRequest request,
        CancellationToken cancel) => door.ResumeAsync(request, null, cancel);
}
