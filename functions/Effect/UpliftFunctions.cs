using LeadScoring.Checks;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Effect;

/// <summary>What mails do, measured by those who are held out.</summary>
public sealed class UpliftFunctions(CellReader cells, TrackStatus status, InForce content, TimeProvider time)
{
    private const double MostMoney = 1e12;

    [Function("UpliftInsight")]
    public async Task<IResult> Uplift(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/uplift")] HttpRequest request,
        CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        if (Read(new QueryFields(request.Query, refusals), edition) is not { } asked || refusals.Any)
            return Problems.Invalid(refusals);
        if (asked.Scenario is { } named && !edition.HasKnown(named))
            return Problems.Invalid("scenario", Names.Unknown(named, "scenario", edition.Scenarios.Keys));
        var found = await cells.ReadAsync(asked.Product, UpliftCube.CubeName, cancel);
        var made = await status.ReadAsync(cancel);
        var today = edition.Rules.Products[asked.Product].DayOf(time.GetUtcNow());
        return Answers.Ok(UpliftViews.Of(
            new UpliftCells(found, asked.Outcome, asked.Days, today), asked, made, edition));
    }

    private static UpliftAsked? Read(QueryFields fields, Edition edition)
    {
        fields.RefuseOthers("product", "scenario", "days", "outcome", "effect", "lang");
        var product = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var outcomes = Enum.GetValues<Outcome>().ToDictionary(Json.Name, StringComparer.Ordinal);
        var outcome = fields.OneOf("outcome", outcomes.Keys) is { } name ? outcomes[name] : Outcome.Purchase;
        var days = UpliftCube.ReadDays(fields);
        var effect = outcome == Outcome.Revenue
            ? fields.Number("effect", 0, MostMoney)
            : fields.Number("effect", 0, 100) / 100;
        var language = fields.Language(edition.Sender.Locales);
        return product is null
            ? null
            : new UpliftAsked(
                product, fields.Text("scenario"), outcome, days, effect, language);
    }
}
