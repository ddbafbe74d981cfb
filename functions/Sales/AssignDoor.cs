using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sales;

/// <summary>Shares out the best leads that nobody holds when an admin says so, and shows the owners.</summary>
public sealed class AssignDoor(SharingOut sharing, InForce content)
{
    private const int MostAtOnce = 200;

    private SalesRules Sales => content.Edition.Sales;

    public async Task<IResult> AssignAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var rules = content.Edition.Rules;
        fields?.RefuseOthers("product", "most", "minScore", "stage", "dryRun");
        var product = fields?.RequiredOneOf("product", [.. rules.Products.Keys]);
        var (most, minScore) = (fields?.Whole("most", 1, MostAtOnce) ?? 50, fields?.Number("minScore", 0, 100) ?? 0);
        var (stage, dryRun) = (fields?.OneOf("stage", rules.Stages.Ids), fields?.Flag("dryRun") == true);
        if (refusals.Any || product is null) return Problems.Invalid(refusals);
        if (Sales.Owners.Count == 0)
            return Problems.Of(StatusCodes.Status409Conflict, "There is nobody to share leads out to.",
                "Name the owners in sales.json.", "no-owners");
        var http = request.HttpContext;
        var shared = await sharing.ShareAsync(
            new ShareAsk([rules.Products[product]], most, minScore, stage, http.Caller().Name) { DryRun = dryRun },
            cancel);
        http.Shows(shared.Assigned.Select(one => one.LeadId));
        return Answers.Ok(new { shared.Assigned, shared.Left, owners = await ShownAsync(cancel) });
    }

    public async Task<IResult> OwnersAsync(HttpRequest request, CancellationToken cancel)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new { owners = await ShownAsync(cancel) });
    }

    private async Task<object> ShownAsync(CancellationToken cancel) =>
        (await sharing.OwnersAsync(cancel)).Select(owner => new
        {
            owner.Id,
            name = Sales.NameOf(owner.Id),
            owner.Held,
            owner.Most,
            owner.Regions,
        });
}
