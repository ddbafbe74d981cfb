using LeadScoring.Campaigns;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Visitors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Intake;

/// <summary>
/// Takes an entry: keeps it in the lead's partition, tells the queue, answers. What is answered 202 is on disk. A
/// repeated entryId is the same entry, and a person we know gets the same answer as one we do not.
/// </summary>
public sealed class EntryDoor(
    LeadStore leads, LeadIds ids, CampaignDoor campaigns, VisitorIds visitorIds, VisitorIndex visitors, Post post,
    InForce content, RateLimits limits, PublicUrl publicUrl, Chance chance, TimeProvider time)
{
    public async Task<IResult> TakeAsync(HttpRequest request, string campaignId, CancellationToken cancel)
    {
        if (!content.Edition.Campaigns.TryGetValue(campaignId, out var campaign))
            return Problems.NotFound(
                "There is no such campaign.", $"Check the address: '{campaignId}' is not among the campaigns.");
        if (Origins.Refuse(request, campaign, publicUrl) is { } foreign) return foreign;
        if (HttpMethods.IsOptions(request.Method)) return Results.NoContent();

        var now = time.GetUtcNow();
        if (await campaigns.RefuseAsync(campaign, now, cancel) is { } refusal) return refusal;
        var refusals = new Refusals();
        var isForm = Body.IsForm(request);
        var fields = isForm
            ? FormFields.ToJson(await Body.ReadFormAsync(request, cancel), refusals)
            : await Body.ReadJsonAsync(request, refusals, cancel);
        if (Parse(fields, campaign, now) is not var (email, parsed, code)) return Problems.Invalid(refusals);
        var leadId = ids.Of(email);
        var (entry, badCode) = await campaigns.WithCodeAsync(request, leadId, parsed, code, cancel);
        if (badCode is not null) return badCode;

        if (!Suspicion.IsTrapped(fields!))
        {
            if (Suspicion.TooQuickBy(fields!, limits.MinimumFill) is { } early)
                return Problems.TooMany(request.HttpContext, early, "The form was sent before it can have been read.");
            if (limits.WaitForEntryOf(leadId) is { } wait)
                return Problems.TooMany(request.HttpContext, wait, "Too many entries of this address.");
            await KeepAsync(leadId, entry, cancel);
        }
        return isForm
            ? new SeeOther(publicUrl.Absolute(campaign.ThanksUrl.For(entry.Locale)))
            : Answers.Accepted(new { entryId = entry.EntryId });
    }

    private (EmailAddress Email, Entry Entry, string? Code)? Parse(
        JsonFields? fields, Campaign campaign, DateTimeOffset now)
    {
        if (fields is null) return null;
        var code = SerialCode.Read(fields, campaign);
        var (sender, disposable) = (content.Edition.Sender, content.Edition.Disposable);
        var parser = new EntryParser(campaign, sender, disposable, visitorIds, chance, now);
        return parser.Parse(fields) is var (email, entry) ? (email, entry, code) : null;
    }

    private async Task KeepAsync(string leadId, Entry entry, CancellationToken cancel)
    {
        await leads.TryAddRowAsync(leadId, entry.RowKey, entry, cancel);
        if (entry.Visitor is { } visitor)
        {
            // Whatever the page sees from here on may be this person's: it is held until the entry is handled.
            await visitors.ChangeAsync(visitor, links => links.Expect(leadId, entry.RowKey, entry.ReceivedAt), cancel);
        }
        await post.SendAsync(new EntryArrived(leadId, entry.RowKey), cancel);
    }
}

/// <summary>303: a browser that posted a form goes on to read a page, and a reload does not post again.</summary>
public sealed class SeeOther(Uri target) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = target.AbsoluteUri;
        return Task.CompletedTask;
    }
}
