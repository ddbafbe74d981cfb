using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Visitors;

/// <summary>
/// Takes what a landing page saw of a visitor: <c>{"visitorId","campaignId","reactions":[…≤50]}</c>, as JSON or (what a
/// closing page can send to another host without asking first) as plain text. Reactions of a device whose owner is
/// settled go to that lead at once, others wait. The answer never tells which.
/// </summary>
public sealed class BeaconDoor(
    VisitorStay stay, VisitorIds ids, VisitorRates rates, InForce content, PublicUrl publicUrl, TimeProvider time)
{
    public const int MaxItems = 50;

    /// <summary>Its body would name the campaign and has not come yet: any campaign's page may ask.</summary>
    public IResult Preflight(HttpRequest request)
    {
        var origin = request.Headers.Origin.FirstOrDefault() ?? "";
        var campaigns = content.Edition.Campaigns.Values;
        var campaign = campaigns.FirstOrDefault(one => one.Allows(origin)) ?? content.Edition.LandingCampaign;
        return Origins.Refuse(request, campaign, publicUrl) ?? Results.NoContent();
    }

    public async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        if (await Body.ReadJsonAsync(request, refusals, cancel) is not { } body) return Problems.Invalid(refusals);
        var visitorId = body.RequiredText("visitorId", 100);
        var campaign = Campaign(body);
        var items = body.Items("reactions", MaxItems);
        if (!body.Has("reactions"))
            body.Refuse("reactions", $"Is required: {{\"reactions\":[…]}} with up to {MaxItems} items.");
        if (refusals.Any) return Problems.Invalid(refusals);
        if (Origins.Refuse(request, campaign!, publicUrl) is { } foreign) return foreign;

        var visitor = ids.Of(visitorId);
        if (rates.WaitFor(visitor, items.Count) is { } wait) return TooMany(request, wait);
        var now = time.GetUtcNow();
        var parser = new BeaconParser(content.Edition, campaign!, visitor, now);
        var (accepted, rejected) = (new List<Reaction>(), new List<RejectedItem>());
        for (var index = 0; index < items.Count; index++)
        {
            var errors = new Refusals();
            var fields = JsonFields.From(items[index].Value, "", errors);
            if (fields is not null && parser.Parse(fields) is { } reaction) accepted.Add(reaction);
            else rejected.Add(new RejectedItem(index, errors.ToErrors()));
        }
        await stay.KeepAsync(visitor, accepted, now, cancel);
        return Answers.Accepted(new { accepted = accepted.Count, rejected });
    }

    private Campaign? Campaign(JsonFields body)
    {
        var id = body.RequiredText("campaignId", 60);
        var campaign = content.Edition.Campaigns.GetValueOrDefault(id);
        if (campaign is null && id.Length > 0)
            body.Refuse("campaignId", "Is not a campaign here: it is the data-campaign of the page's form.");
        return campaign;
    }

    private static IResult TooMany(HttpRequest request, TimeSpan wait)
    {
        request.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many reactions of this visitor.",
            "Wait for the seconds in Retry-After and send them again.");
    }
}
