using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Sales;

/// <summary>The doors by which sales works leads.</summary>
public sealed class SalesFunctions(ClaimDoor claims)
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
}
