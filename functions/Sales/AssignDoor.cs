using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sales;

/// <summary>
/// Shares out the best leads that nobody holds. Each goes the way of a claim made by hand: of a race with one, the lead
/// that was lost is left out, and the next call finds others.
/// </summary>
public sealed class AssignDoor(
    LeadList list, CursorSeal seal, ClaimDoor claims, ClaimIndex register, InForce content, TimeProvider time)
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
                "Name the owners in sales.json.");
        var query = new LeadListQuery(
            [rules.Products[product]], new LeadFilters { MinScore = minScore, Stage = stage, Claimed = false }, 1000,
            IsCsv: false, "en", new Dictionary<string, string>());
        var (found, owners) = (await FreeAsync(query, most, cancel), await OwnersAsync(cancel));
        var shares = Sharing.Of(found, owners);
        var by = request.HttpContext.Caller().Name;
        var assigned = new List<(string LeadId, string Owner, DateTimeOffset Until)>();
        foreach (var share in shares)
            if (share.Owner is { } owner && await AssignAsync(share.LeadId, owner, by, dryRun, cancel) is { } until)
                assigned.Add((share.LeadId, owner, until));
        request.HttpContext.Shows(assigned.Select(one => one.LeadId));
        return Answers.Ok(new
        {
            assigned = assigned.Select(one => new { one.LeadId, one.Owner, one.Until }),
            left = found.Count - assigned.Count,
            owners = await ShownAsync(cancel),
        });
    }

    public async Task<IResult> OwnersAsync(HttpRequest request, CancellationToken cancel)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new { owners = await ShownAsync(cancel) });
    }

    private async Task<DateTimeOffset?> AssignAsync(
        string leadId, string owner, string by, bool dryRun, CancellationToken cancel)
    {
        if (dryRun) return Sales.EndOf(time.GetUtcNow(), content.Edition.Sender.TimeZone);
        var decided = await claims.TryClaimAsync(
            leadId, owner, null,
            (lead, asked) => Claiming.Claim(lead, asked with { By = by }, mayTake: false, content.Edition), cancel);
        return decided.Change is null ? null : decided.By?.Until;
    }

    /// <summary>The best of a list that nobody holds, highest score first, and where they live.</summary>
    private async Task<IReadOnlyList<ShareLead>> FreeAsync(LeadListQuery query, int most, CancellationToken cancel)
    {
        var (free, refusals) = (new List<ShareLead>(), new Refusals());
        while (free.Count < most)
        {
            var page = await list.ReadAsync(query, time.GetUtcNow(), cancel);
            free.AddRange(page.Leads.Select(lead => new ShareLead(
                lead.LeadId, Sales.Region is { } region ? lead.Attributes.GetValueOrDefault(region) : null)));
            if (page.Cursor is null || query.Continue(page.Cursor, seal, refusals) is not { } next) break;
            query = next;
        }
        return [.. free.Take(most)];
    }

    private async Task<List<ShareOwner>> OwnersAsync(CancellationToken cancel)
    {
        var owners = new List<ShareOwner>();
        foreach (var owner in Sales.Owners)
            owners.Add(new ShareOwner(
                owner.Id, await register.HeldAsync(owner.Id, cancel), Sales.MostOf(owner.Id), owner.Regions));
        return owners;
    }

    private async Task<object> ShownAsync(CancellationToken cancel) =>
        (await OwnersAsync(cancel)).Select(owner => new
        {
            owner.Id,
            name = Sales.NameOf(owner.Id),
            owner.Held,
            owner.Most,
            owner.Regions,
        });
}
