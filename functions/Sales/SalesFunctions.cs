using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Sales;

/// <summary>The doors by which sales works leads.</summary>
public sealed class SalesFunctions(ClaimDoor claims, ReportDoor reports, AssignDoor assigning, ResponseDoor responses)
{
    [Function("ClaimLead")]
    public Task<IResult> ClaimLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/claim")] HttpRequest request,
        string leadId, CancellationToken cancel) => claims.ClaimAsync(request, leadId, cancel);

    [Function("ReleaseLead")]
    public Task<IResult> ReleaseLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "leads/{leadId}/claim")] HttpRequest request,
        string leadId, CancellationToken cancel) => claims.ReleaseAsync(request, leadId, cancel);

    [Function("TransferLead")]
    public Task<IResult> TransferLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/claim/transfer")]
        HttpRequest request,
        string leadId, CancellationToken cancel) => claims.TransferAsync(request, leadId, cancel);

    [Function("AssignLeads")]
    public Task<IResult> AssignLeads(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/assign")] HttpRequest request,
        CancellationToken cancel) => assigning.AssignAsync(request, cancel);

    [Function("ListOwners")]
    public Task<IResult> ListOwners(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "owners")] HttpRequest request,
        CancellationToken cancel) => assigning.OwnersAsync(request, cancel);

    [Function("ResponseInsight")]
    public Task<IResult> ResponseInsight(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/response")] HttpRequest request,
        CancellationToken cancel) => responses.AnswerAsync(request, cancel);

    [Function("RecordOutcome")]
    public Task<IResult> RecordOutcome(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/outcome")] HttpRequest request,
        string leadId, CancellationToken cancel) =>
        reports.TakeAsync(request, leadId, (parser, fields) => parser.Outcome(fields), cancel);

    [Function("RecordCall")]
    public Task<IResult> RecordCall(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/calls")] HttpRequest request,
        string leadId, CancellationToken cancel) =>
        reports.TakeAsync(request, leadId, (parser, fields) => parser.Call(fields), cancel);
}
