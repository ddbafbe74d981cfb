using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Identity;

/// <summary>Who is who, as people at the brand say: never guessed, always with a reason, and undoable.</summary>
public sealed class IdentityFunctions(MergeDoor door, LeadIds ids)
{
    /// <summary><c>{"into":"leadId","why":"…"}</c>: the lead and the other are one person.</summary>
    [Function("MergeLead")]
    public async Task<IResult> MergeLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/merge")] HttpRequest request,
        string leadId, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var (into, why) = (fields?.RequiredText("into", 64) ?? "", fields?.Text("why", 300) ?? "");
        if (!refusals.Any && !LeadIds.IsOne(into)) fields!.Refuse("into", MergeDoor.UnknownTarget);
        return refusals.Any ? Problems.Invalid(refusals) : await door.MergeAsync(leadId, into, why, cancel);
    }

    /// <summary><c>{"email":"…","why":"…"}</c>: the person is reached under another address now.</summary>
    [Function("ChangeAddress")]
    public async Task<IResult> ChangeAddress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/address")] HttpRequest request,
        string leadId, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var (email, why) = (fields?.RequiredEmail("email"), fields?.Text("why", 300) ?? "");
        return refusals.Any || email is null
            ? Problems.Invalid(refusals)
            : await door.MoveAsync(leadId, email, ids.Of(email), why, cancel);
    }

    /// <summary>The lead stands for itself again, and the other is counted without it.</summary>
    [Function("UnmergeLead")]
    public Task<IResult> UnmergeLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/unmerge")] HttpRequest request,
        string leadId, CancellationToken cancel) => door.UnmergeAsync(leadId, cancel);
}
