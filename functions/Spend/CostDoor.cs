using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Spend;

/// <summary>A month with what it cost; <paramref name="Corrected"/>: not as the campaign's file says.</summary>
public sealed record CostLine(string Month, decimal Amount, bool Corrected, string? By, DateTimeOffset? At);

/// <summary>What a campaign cost, by month, ascending.</summary>
public sealed record CostView(string CampaignId, string Product, string Currency, IReadOnlyList<CostLine> Costs);

/// <summary>
/// Shows what campaigns cost, and takes corrections, which hold at once and without a new file; also of campaigns that
/// have left the content, as long as leads came by them.
/// </summary>
public sealed class CostDoor(CostStore costs, CellReader cells, InForce content, TimeProvider time)
{
    private const decimal Most = 1_000_000_000_000;

    public async Task<IResult> ShowAsync(string campaignId, CancellationToken cancel) =>
        await ProductOfAsync(campaignId, cancel) is { } product
            ? Answers.Ok(ViewOf(campaignId, product, await costs.ReadAsync(campaignId, cancel)))
            : NoCampaign;

    public async Task<IResult> CorrectAsync(HttpRequest request, string campaignId, CancellationToken cancel)
    {
        if (await ProductOfAsync(campaignId, cancel) is not { } product) return NoCampaign;
        var refusals = new Refusals();
        var amounts = await Body.ReadJsonAsync(request, refusals, cancel) is { } fields ? Read(fields) : [];
        if (refusals.Any) return Problems.Invalid(refusals);
        var corrected = await costs.CorrectAsync(
            campaignId, amounts, request.HttpContext.Caller().Name, time.GetUtcNow(), cancel);
        return corrected is not null
            ? Answers.Ok(ViewOf(campaignId, product, corrected))
            : Problems.Of(StatusCodes.Status409Conflict, "The costs could not be corrected.",
                $"Others correct them at this moment, or more than {CostCorrections.MostMonths} months would be "
                + "corrected: look at them with GET and send the months that are still wrong.");
    }

    private static Dictionary<string, decimal?> Read(JsonFields fields)
    {
        var amounts = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var name in fields.Element.EnumerateObject().Select(member => member.Name).Distinct())
        {
            if (Months.Written(name) is null) fields.Refuse(name, Months.MustBe);
            else amounts[name] = fields.Has(name) ? fields.RequiredAmount(name, 0, Most) : null;
        }
        if (amounts.Count == 0) fields.Refuse("", "Name at least one month: {\"2026-11\": 60000}.");
        return amounts;
    }

    private CostView ViewOf(string campaignId, ProductLine product, CostCorrections corrections) => new(
        campaignId, product.Id, product.Currency,
        [
            .. corrections.Over(Find(campaignId)).Select(cost => new CostLine(
                Months.NameOf(cost.Key), cost.Value.Amount, cost.Value.By is not null, cost.Value.By, cost.Value.At)),
        ]);

    private async Task<ProductLine?> ProductOfAsync(string campaignId, CancellationToken cancel)
    {
        var products = content.Edition.Rules.Products;
        if (Find(campaignId) is { } campaign) return products[campaign.Product];
        foreach (var product in products.Values)
        {
            var came = RomiCube.Campaigns(await cells.ReadAsync(product.Id, RomiCube.Cube, cancel));
            if (came.Contains(campaignId, StringComparer.Ordinal)) return product;
        }
        return null;
    }

    private Campaign? Find(string campaignId) => content.Edition.Campaigns.GetValueOrDefault(campaignId);

    private static IResult NoCampaign => Problems.NotFound(
        "There is no such campaign.",
        "Costs are kept for the campaigns of the content, and for those that left it and brought leads: take the id of "
        + "one of them.");
}
