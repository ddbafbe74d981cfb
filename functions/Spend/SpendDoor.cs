using LeadScoring.Doors;
using LeadScoring.Effect;
using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Spend;

/// <summary>Answers what was credited to whom, and what spending brought, from sums that are kept up to date.</summary>
public sealed class SpendDoor(
    CellReader cells, TrackStatus status, SpendReader spend, InForce content, TimeProvider time)
{
    public async Task<IResult> AttributionAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "by", "from", "to", "days", "format", "lang");
        var named = fields.ProductLine([.. content.Edition.Rules.Products.Keys]);
        var by = fields.OneOf("by", [AttributionCube.ByChannel, AttributionCube.ByCampaign])
            ?? AttributionCube.ByChannel;
        var months = Months.Read(fields, refusals);
        var days = UpliftCube.ReadDays(fields);
        var isCsv = fields.IsCsv();
        var language = fields.Language(content.Edition.Sender.Locales);
        var say = new SpendTexts(language);
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var made = await status.ReadAsync(cancel);
        var kept = await cells.ReadAsync(named, AttributionCube.Cube, cancel);
        var found = Attribution.Of(kept, by, months, say.NoInterval);
        var now = Months.Of(content.Edition.Rules.Products[named].DayOf(time.GetUtcNow()));
        var open = CreditCells.Unconverted(kept, by, months.Since(now.PlusMonths(1 - Romi.CycleMonths)));
        var increments = await IncrementsAsync(named, days, months, language, cancel);
        var note = found.Paths == 0 ? say.NoPaths : found.Conversions == 0 ? say.NoConversions
            : found.Conversions < SpendTexts.Few ? say.FewConversions : null;
        var (low, high) = Wilson.Of((int)found.Conversions, (int)found.Paths);
        IReadOnlyList<PlaceOfCredit> places =
        [
            .. found.Places.Select(one => new PlaceOfCredit(
                one.Place, one.Credit, by == AttributionCube.ByChannel
                    ? increments.OfChannel(one.Place)
                    : increments.OfCampaign(one.Place))),
        ];
        if (isCsv)
            return Answers.Csv(
                request.HttpContext, CreditCsv.Write(places, LabelOf), "attribution", time.GetUtcNow(), null);
        return Answers.Ok(new AttributionView(
            named, made, by, Name(months.From), Name(months.To), content.Edition.Rules.Products[named].Currency,
            Attribution.Rules, found.Paths, found.Conversions, found.Revenue,
            found.Paths == 0
                ? new Figure(null, null, null, 0, say.NoPaths)
                : new Figure(
                    (double)found.Conversions / found.Paths, low, high, found.Paths, open > 0 ? say.Open(open) : null),
            open, days, places, note, say.CreditIsNoCause));

        string LabelOf(string place) => by == AttributionCube.ByChannel
            ? content.Edition.Sales.ChannelName(place, language)
            : content.Edition.CampaignName(place, language);
    }

    public async Task<IResult> RomiAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "credit", "from", "to", "days", "format", "lang");
        var named = fields.ProductLine([.. content.Edition.Rules.Products.Keys]);
        var credit = fields.OneOf("credit", Crediting.ByPath) ?? Crediting.First;
        var months = Months.Read(fields, refusals);
        var days = UpliftCube.ReadDays(fields);
        var isCsv = fields.IsCsv();
        var language = fields.Language(content.Edition.Sender.Locales);
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var made = await status.ReadAsync(cancel);
        var (basis, romi) = await spend.ReadAsync(
            named, credit, months, language, cancel,
            await IncrementsAsync(named, days, months, language, cancel));
        if (isCsv)
            return Answers.Csv(request.HttpContext, SpendCsv.Write(romi.Months), "romi", time.GetUtcNow(), null);
        var say = new SpendTexts(language);
        return Answers.Ok(new RomiView(
            named, made, Name(months.From), Name(months.To), basis.Product.Currency, credit, basis.Margin,
            days, romi.Total, romi.Months, romi.Campaigns, romi.Cohorts, say.CostsHaveNoInterval,
            say.ReturnIsNoCause));
    }

    private async Task<Increments> IncrementsAsync(
        string product, int days, Months months, string language, CancellationToken cancel)
    {
        var found = await cells.ReadAsync(product, UpliftCube.CubeName, cancel);
        var edition = content.Edition;
        var today = edition.Rules.Products[product].DayOf(time.GetUtcNow());
        return new Increments(found, days, today, months, edition, language);
    }

    private static string? Name(NodaTime.YearMonth? month) => month is { } one ? Months.NameOf(one) : null;
}
