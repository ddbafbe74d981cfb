using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Rights;

/// <summary>What a person may ask of the brand: to see all data, to erase it, or to let it rest.</summary>
public sealed class RightsFunctions(
    LeadExport export, EraseHandler erasing, LeadStore leads, LeadFollowUp followUp, Post post, InForce content,
    TimeProvider time)
{
    [Function("ExportLead")]
    public async Task<IResult> ExportLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "leads/{leadId}/export")] HttpRequest request,
        string leadId, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId) || await export.ReadAsync(leadId, "en", cancel) is not { } exported)
            return Problems.NoLead;
        request.HttpContext.Shows([exported.Lead.LeadId, .. exported.Merged.Keys]);
        return Answers.Ok(exported);
    }

    /// <summary>
    /// Answers when everything is gone. The message goes first: should this process die in between, the queue goes on.
    /// </summary>
    [Function("EraseLead")]
    public async Task<IResult> EraseLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "leads/{leadId}")] HttpRequest request,
        string leadId, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var named = leadId;
        var lead = await PersonAsync(named, cancel);
        leadId = lead.Id;
        if (lead is { Profile: null, Gone: null }) return Problems.NoLead;
        for (var tries = 0; tries < 5 && (lead.Profile is not null || lead.Gone is { IsUnderWay: true }); tries++)
        {
            var message = new LeadForgotten(leadId, time.GetUtcNow());
            await post.SendAsync(message, cancel);
            await erasing.HandleAsync(message, cancel);
            foreach (var part in lead.Profile is { } profile ? Parts.Ids(profile) : [])
                await erasing.HandleAsync(message with { LeadId = part }, cancel);
            lead = await PersonAsync(named, cancel); // who was un-merged meanwhile is still to be erased
            if (lead.Profile is null && lead.Id != leadId) lead = (await leads.LoadAsync(leadId, cancel)).Lead;
            leadId = lead.Id;
        }
        return Answers.Ok(new { leadId, erasedAt = lead.Gone?.At, kept = lead.Gone?.Proof });
    }

    /// <summary>The person that the lead is a part of; the lead itself, where it is being taken out of them.</summary>
    private async Task<Lead> PersonAsync(string leadId, CancellationToken cancel)
    {
        var chain = await leads.ChainAsync(leadId, cancel);
        return chain[^1].Profile is { } person && chain.Count > 1 && !Parts.Ids(person).Contains(leadId)
            || chain[^1].Profile is null && chain[0].Profile is not null
                ? chain[0]
                : chain[^1];
    }

    [Function("StopUse")]
    public Task<IResult> StopUse(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{leadId}/stop-use")] HttpRequest request,
        string leadId, CancellationToken cancel) => UseAsync(leadId, stopped: true, cancel);

    [Function("AllowUse")]
    public Task<IResult> AllowUse(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "leads/{leadId}/stop-use")] HttpRequest request,
        string leadId, CancellationToken cancel) => UseAsync(leadId, stopped: false, cancel);

    private async Task<IResult> UseAsync(string leadId, bool stopped, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        leadId = (await leads.LoadPersonAsync(leadId, cancel)).Id;
        var outcome = await leads.ChangeAsync(
            leadId, (snapshot, _) => UseStop.Decide(snapshot.Lead, stopped, content.Edition, time.GetUtcNow()), cancel);
        if (outcome.After.Profile is not { } profile) return Problems.NoLead;
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        return Answers.Ok(new { leadId, useStoppedAt = profile.StoppedAt });
    }
}
