using System.Globalization;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Leads;

/// <summary>Answers with a page of the sales list, as JSON or for a spreadsheet.</summary>
public sealed class LeadListDoor(LeadList list, CursorSeal seal, InForce content, TimeProvider time)
{
    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        if (LeadListQuery.Read(request.Query, edition, seal, refusals) is not { } query)
            return Problems.Invalid(refusals);
        var hidden = Masking.HiddenFrom(request.HttpContext.Caller(), edition.Sales);
        if (query.Filters.Attributes.Keys.FirstOrDefault(hidden.Contains) is { } name) return NotForThisKey(name);
        var now = time.GetUtcNow();
        var page = await list.ReadAsync(query, now, cancel);
        page = page with { Leads = [.. page.Leads.Select(lead => Masking.Of(lead, hidden))] };
        request.HttpContext.Shows(page.Leads.Select(lead => lead.LeadId));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (!query.IsCsv) return Answers.Ok(page);
        if (page.Cursor is { } next) request.HttpContext.Response.Headers["X-Next-Cursor"] = next;
        return Results.File(LeadCsv.Write(page.Leads), "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"leads-{now.UtcDateTime:yyyyMMdd-HHmm}.csv"));
    }

    /// <summary>The list would tell what the caller may not see.</summary>
    private static IResult NotForThisKey(string attribute) => Problems.Of(
        StatusCodes.Status403Forbidden, "This key does not see that attribute.",
        $"'{attribute}' is marked as sensitive in sales.json: leave out {LeadFilters.AttributePrefix}{attribute}, or "
        + "ask whoever holds the admin key for a key with the scope sensitive.");
}
