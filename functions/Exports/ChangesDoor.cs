using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Exports;

/// <summary>Tells another system which leads changed: it follows without reading the whole list again.</summary>
public sealed class ChangesDoor(ChangeReader reader, CursorSeal seal, InForce content, TimeProvider time)
{
    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, now, edition) = (new Refusals(), time.GetUtcNow(), content.Edition);
        if (ChangesQuery.Read(request.Query, edition, seal, now, refusals) is not { } query)
            return Problems.Invalid(refusals);
        if (query.IsTooOld(now, edition.Sender.Retention.Changes)) return TooOld;
        var (changes, end) = await reader.ReadAsync(query, now, cancel);
        request.HttpContext.Shows(changes.Where(change => !change.Gone).Select(change => change.LeadId));
        var hidden = Masking.HiddenFrom(request.HttpContext.Caller(), edition.Sales);
        changes = [.. changes.Select(change => change with { Lead = change.Lead?.Without(hidden) })];
        return Answers.Ok(new ChangePage(changes, query.CursorAt(end, seal)));
    }

    private static IResult TooOld => Problems.Of(
        StatusCodes.Status410Gone, "The changes of that time are no longer kept.",
        "Ask without since and cursor for a cursor of now, read the whole list once with GET /api/leads, and go on "
        + "with that cursor. How long changes are kept is retention.changes in sender.json.");
}
