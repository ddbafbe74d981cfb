using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Exports;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Leads;

/// <summary>Answers with a page of the sales list, as JSON or for a spreadsheet.</summary>
public sealed class LeadListDoor(
    LeadList list, ViewStore views, CursorSeal seal, InForce content, TimeProvider time)
{
    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var (asked, refusal) = await AskedAsync(request.Query, edition, cancel);
        if (asked is null) return refusal!;
        if (LeadListQuery.Read(asked, edition, seal, refusals) is not { } query) return Problems.Invalid(refusals);
        var hidden = Masking.HiddenFrom(request.HttpContext.Caller(), edition.Sales);
        if (query.Filters.AskFor(hidden) is { } name) return ViewProblems.NotForThisKey(name);
        var now = time.GetUtcNow();
        var page = await list.ReadAsync(query, now, cancel);
        page = page with { Leads = [.. page.Leads.Select(lead => lead.Without(hidden))] };
        request.HttpContext.Shows(page.Leads.Select(lead => lead.LeadId));
        return query.IsCsv
            ? Answers.Csv(request.HttpContext, LeadCsv.Write(page.Leads), "leads", now, page.Cursor)
            : Answers.Ok(page);
    }

    /// <summary>What was asked for, with a view's filters in the place of its name; or why it cannot be.</summary>
    private async Task<(IQueryCollection? Query, IResult? Refusal)> AskedAsync(
        IQueryCollection query, Edition edition, CancellationToken cancel)
    {
        if (query["view"] is not [{ } id, ..]) return (query, null);
        if (await views.FindAsync(id, cancel) is not { } view) return (null, ViewProblems.NoView);
        var refusals = new Refusals();
        view.Check(edition, refusals);
        if (refusals.Any) return (null, ViewProblems.Outdated(refusals));
        var asked = ViewQuery.With(view, query, refusals);
        return refusals.Any ? (null, Problems.Invalid(refusals)) : (asked, null);
    }
}
