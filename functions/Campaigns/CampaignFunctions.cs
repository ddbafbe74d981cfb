using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Campaigns;

/// <summary>What a campaign needs besides entries: its serial codes and its prize draw.</summary>
public sealed class CampaignFunctions(CodesDoor codes, DrawDoor draws)
{
    [Function("SerialCodes")]
    public Task<IResult> SerialCodes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "campaigns/{campaignId}/codes")]
        HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        HttpMethods.IsPost(request.Method)
            ? codes.TakeAsync(request, campaignId, cancel)
            : codes.CountAsync(campaignId, cancel);

    [Function("CommitDraw")]
    public Task<IResult> CommitDraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{campaignId}/draw/commit")]
        HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        draws.CommitAsync(campaignId, cancel);

    [Function("Draw")]
    public Task<IResult> Draw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{campaignId}/draw")] HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        draws.DrawAsync(request.HttpContext, campaignId, cancel);

    [Function("DrawResult")]
    public Task<IResult> DrawResult(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "campaigns/{campaignId}/draw")] HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        draws.ShowAsync(campaignId, cancel);

    [Function("DrawEntries")]
    public Task<IResult> DrawEntries(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "campaigns/{campaignId}/draw/entries")]
        HttpRequest request,
        string campaignId, CancellationToken cancel) =>
        draws.EntriesAsync(campaignId, cancel);
}
