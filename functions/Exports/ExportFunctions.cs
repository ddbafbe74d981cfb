using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Exports;

/// <summary>Lists that leave the house.</summary>
public sealed class ExportFunctions(ChangesDoor changes, AudienceDoor audiences, ChangeSweepHandler sweep)
{
    [Function("ListChanges")]
    public Task<IResult> Changes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "leads/changes")] HttpRequest request,
        CancellationToken cancel) => changes.AnswerAsync(request, cancel);

    [Function("ExportAudience")]
    public Task<IResult> Audiences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audiences")] HttpRequest request,
        CancellationToken cancel) => audiences.AnswerAsync(request, cancel);

    [Function("SweepChanges")]
    public Task Sweep([TimerTrigger("0 30 * * * *")] TimerInfo timer, CancellationToken cancel) =>
        sweep.SweepAsync(cancel);
}
