using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace LeadScoring.Leads;

/// <summary>What sales sees.</summary>
public sealed class LeadFunctions(
    LeadListDoor lists, LeadViews views, LeadIds ids, InForce content, TimeProvider time)
{
    private static readonly LocalDate Earliest = new(1900, 1, 1);

    [Function("ListLeads")]
    public Task<IResult> ListLeads(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "leads")] HttpRequest request,
        CancellationToken cancel) => lists.AnswerAsync(request, cancel);

    [Function("FindLead")]
    public async Task<IResult> FindLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/find")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var email = fields?.Text("email", 254) is { } typed && EmailAddress.ReadNumber(typed) is { } number
            ? number
            : fields?.RequiredEmail("email");
        return refusals.Any || email is null
            ? Problems.Invalid(refusals)
            : await ShowAsync(request, ids.Of(email), cancel);
    }

    [Function("GetLead")]
    public Task<IResult> GetLead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "leads/{leadId}")] HttpRequest request,
        string leadId, CancellationToken cancel) => ShowAsync(request, leadId, cancel);

    private async Task<IResult> ShowAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var asked = Asked(new QueryFields(request.Query, refusals), refusals);
        if (refusals.Any) return Problems.Invalid(refusals);
        var hidden = Masking.HiddenFrom(request.HttpContext.Caller(), content.Edition.Sales);
        asked = asked with { Hidden = hidden };
        if (!LeadIds.IsOne(leadId) || await views.ShowAsync(leadId, asked, cancel) is not { } lead)
            return Problems.NoLead;
        request.HttpContext.Shows([lead.LeadId, .. lead.Merged.Keys]);
        return Answers.Ok(lead);
    }

    private LeadAsked Asked(QueryFields fields, Refusals refusals)
    {
        fields.RefuseOthers("product", "lang", "since");
        var (lines, since) = (content.Edition.Rules.Products, fields.Date("since"));
        var today = lines.Values.Max(line => line.DayOf(time.GetUtcNow()));
        if (since < Earliest || since > Days.ToDate(today))
            refusals.Add("since", "Must be a date from 1900-01-01 to today: changes are those since it began.");
        return new LeadAsked(
            fields.OneOf("product", [.. lines.Keys]), since,
            fields.Language(content.Edition.Sender.Locales));
    }
}
