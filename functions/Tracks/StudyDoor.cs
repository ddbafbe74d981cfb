using LeadScoring.Doors;
using LeadScoring.Insights;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tracks;

/// <summary>
/// Whose report somebody asked for, and what there is: <paramref name="Json"/> is null before the study's first run.
/// </summary>
public sealed record AskedReport(ProductLine Product, Made Made, string? Json, Edition Edition, string Language);

/// <summary>Shows the newest report of a study as a view makes it.</summary>
public sealed class StudyDoor(StudyStore studies, TrackStatus status, InForce content)
{
    /// <summary>For <c>?product&amp;lang</c>.</summary>
    public async Task<IResult> AnswerAsync<T>(
        HttpRequest request, string study, Func<AskedReport, T> view, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "lang");
        var named = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var language = fields.Language(edition.Sender.Locales);
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var report = await studies.ReportAsync(named, study, cancel);
        var made = report?.Made ?? await status.ReadAsync(cancel);
        return Answers.Ok(view(new AskedReport(edition.Rules.Products[named], made, report?.Json, edition, language)));
    }
}
