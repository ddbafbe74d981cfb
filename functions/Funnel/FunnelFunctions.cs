using System.Globalization;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Funnel;

/// <summary>The way from a stranger to a loyal customer, step by step, and the way of buyers read backwards.</summary>
public sealed class FunnelFunctions(
    CellReader cells, StudyStore studies, TrackStatus status, InForce content, TimeProvider time)
{
    private static readonly string[] Cuts = ["all", "campaign", "source", "month", "referred"];
    private static readonly string[] Windows =
        [.. TouchCounts.Windows.Select(days => days.ToString(CultureInfo.InvariantCulture))];

    [Function("FunnelInsight")]
    public async Task<IResult> Funnel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/funnel")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "by", "from", "to", "format", "lang");
        var edition = content.Edition;
        var product = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var language = fields.Language(edition.Sender.Locales);
        var by = fields.OneOf("by", Cuts) ?? "all";
        var (from, to, isCsv) = (Month(fields.Date("from")), Month(fields.Date("to")), fields.IsCsv());
        if (string.CompareOrdinal(from, to ?? from) > 0) refusals.Add("to", "Must not be before from.");
        if (refusals.Any || product is null) return Problems.Invalid(refusals);
        var made = await status.ReadAsync(cancel);
        var today = edition.Rules.Products[product].DayOf(time.GetUtcNow());
        var found = new List<Cell>();
        foreach (var cut in Funneling.CutsOf(by))
        {
            var (first, behind) = FunnelCube.Groups(cut, from, to);
            found.AddRange(await cells.ReadAsync(product, FunnelCube.Cube, first, behind, cancel));
        }
        var view = new Funneling(edition, product, today, language).View(found, made, by, from, to);
        return isCsv
            ? Answers.Csv(request.HttpContext, FunnelCsv.Write(view.Lines), "funnel", time.GetUtcNow(), null)
            : Answers.Ok(view);
    }

    [Function("TouchpointInsight")]
    public async Task<IResult> Touchpoints(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/touchpoints")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "before", "format", "lang");
        var edition = content.Edition;
        var product = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var language = fields.Language(edition.Sender.Locales);
        var before = fields.OneOf("before", Windows) is { } days ? int.Parse(days, CultureInfo.InvariantCulture) : 90;
        var isCsv = fields.IsCsv();
        if (refusals.Any || product is null) return Problems.Invalid(refusals);
        var view = TouchpointView.Of(
            product, await studies.ReportAsync(product, TouchpointStudy.Study, cancel),
            await status.ReadAsync(cancel), before, edition, language);
        return isCsv
            ? Answers.Csv(
                request.HttpContext, TouchpointCsv.Write(view.Report?.Touches ?? []), "touchpoints", time.GetUtcNow(),
                null)
            : Answers.Ok(view);
    }

    private static string? Month(NodaTime.LocalDate? day) =>
        day?.ToString("uuuu-MM", CultureInfo.InvariantCulture);
}
