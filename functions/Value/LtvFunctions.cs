using System.Globalization;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Value;

/// <summary>What customers are worth: in total, and who of them most.</summary>
public sealed class LtvFunctions(StudyStore studies, TrackStatus status, LtvCustomersDoor customers, InForce content)
{
    [Function("LtvInsight")]
    public async Task<IResult> Ltv(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/ltv")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "horizonDays", "lang");
        var product = fields.ProductLine([.. content.Edition.Rules.Products.Keys]);
        var horizon = fields.OneOf(
            "horizonDays", [.. LtvReports.Horizons.Select(days => days.ToString(CultureInfo.InvariantCulture))]);
        var language = fields.Language(content.Edition.Sender.Locales);
        if (refusals.Any || product is null) return Problems.Invalid(refusals);
        var days = horizon is null ? LtvReports.YearAhead : int.Parse(horizon, CultureInfo.InvariantCulture);
        var kept = await studies.ReportAsync(product, LtvStudy.StudyName, cancel);
        return Answers.Ok(LtvWords.Of(
            product, kept is null ? null : Json.Read<LtvReport>(kept.Json),
            kept?.Made ?? await status.ReadAsync(cancel), days, language));
    }

    [Function("LtvCustomers")]
    public Task<IResult> Customers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/ltv/customers")] HttpRequest request,
        CancellationToken cancel) => customers.ListAsync(request, cancel);
}
