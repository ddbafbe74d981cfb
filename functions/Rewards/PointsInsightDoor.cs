using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Spend;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Rewards;

/// <summary>Tells what the programme owes, from sums that are kept up to date.</summary>
public sealed class PointsInsightDoor(CellReader cells, TrackStatus status, InForce content, TimeProvider time)
{
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("from", "to", "format", "lang");
        var months = Months.Read(fields, refusals);
        var isCsv = fields.IsCsv();
        var language = fields.Language(edition.Sender.Locales);
        if (refusals.Any) return Problems.Invalid(refusals);
        if (edition.Rewards is not { } rules) return PointsProblems.NoProgramme;
        var made = await status.ReadAsync(cancel);
        var today = Days.Of(time.GetUtcNow(), edition.Sender.TimeZone);
        var sums = new PointsSums(await cells.ReadAsync(TrackLines.Brand, PointsCells.Cube, cancel), today);
        var report = PointsReport.Of(sums, made, rules, today, months, language);
        return isCsv
            ? Answers.Csv(request.HttpContext, PointsCsv.Write(report.Months), "points", time.GetUtcNow(), null)
            : Answers.Ok(report);
    }
}
