using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Consent;

/// <summary>The doors by which the brand's own staff and systems ask for consents and tell of them.</summary>
public sealed class LedgerFunctions(LedgerDoor ledger, AskDoor asking, SuppressionDoor suppressions)
{
    [Function("LiftSuppression")]
    public Task<IResult> LiftSuppression(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "leads/{leadId}/suppression")]
        HttpRequest request,
        string leadId, CancellationToken cancel) => suppressions.LiftAsync(request, leadId, cancel);

    [Function("RecordConsent")]
    public Task<IResult> RecordConsent(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/consents")] HttpRequest request,
        string leadId, CancellationToken cancel) => ledger.RecordAsync(request, leadId, cancel);

    [Function("ImportConsents")]
    public Task<IResult> ImportConsents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "consents")] HttpRequest request,
        CancellationToken cancel) => ledger.ImportAsync(request, cancel);

    [Function("AskOptIn")]
    public Task<IResult> AskOptIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "opt-ins")] HttpRequest request,
        CancellationToken cancel) => asking.AskAsync(request, cancel);

    [Function("AskAgain")]
    public Task<IResult> AskAgain(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/reconsent")] HttpRequest request,
        string leadId, CancellationToken cancel) => asking.AskAgainAsync(leadId, cancel);
}
