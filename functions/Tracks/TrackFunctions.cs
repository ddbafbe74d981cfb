using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Tracks;

/// <summary>What keeps insights up to date: the clock, and who does not want to wait for it.</summary>
public sealed class TrackFunctions(TrackHandler tracks, MarkStore marks, InForce content)
{
    [Function("RefreshTracks")]
    public Task RefreshTracks([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancel) =>
        tracks.TickAsync(cancel);

    [Function("MakeStudies")]
    public Task MakeStudies([TimerTrigger(StudyNight.Schedule)] TimerInfo timer, CancellationToken cancel) =>
        tracks.StudyByNightAsync(timer.IsPastDue, cancel);

    [Function("RefreshInsights")]
    public async Task<IResult> RefreshInsights(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "insights/refresh")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("product");
        var known = content.Edition.Rules.Products.Keys.ToList();
        var product = fields?.OneOf("product", known);
        if (refusals.Any) return Problems.Invalid(refusals);
        var products = product is null ? known : [product];
        await tracks.StudyAsync(products, cancel);
        return Answers.Accepted(new RefreshBegun(products, (await marks.WaitingAsync(cancel)).Count));
    }
}

/// <summary>
/// The product lines whose insights are being made anew, and how many changed leads wait for it, counted up to
/// <see cref="MarkStore.MostCounted"/>.
/// </summary>
public sealed record RefreshBegun(IReadOnlyList<string> Products, int Waiting);
