using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Exports;

/// <summary>Keeps lists under a name, for everybody who may read lists.</summary>
public sealed class ViewDoor(ViewStore views, InForce content, TimeProvider time)
{
    public async Task<IResult> ListAsync(CancellationToken cancel)
    {
        var all = await views.AllAsync(cancel);
        return Answers.Ok(new ViewList([.. all.Select(one => ViewShown.Of(one.Id, one.View, content.Edition))]));
    }

    public async Task<IResult> ShowAsync(string id, CancellationToken cancel) =>
        await views.FindAsync(id, cancel) is { } view
            ? Answers.Ok(ViewShown.Of(id, view, content.Edition))
            : NoView;

    public async Task<IResult> SaveAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var (refusals, edition, caller) = (new Refusals(), content.Edition, request.HttpContext.Caller());
        if (!SavedView.IsId(id))
            refusals.Add("id", "Must be small letters, digits and single hyphens, up to 50: hot-in-tokyo.");
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var view = fields is null ? null : SavedView.Read(fields, caller.Name, time.GetUtcNow());
        view?.Check(edition, refusals);
        if (refusals.Any || view is null) return Problems.Invalid(refusals);
        var filters = ViewQuery.Read(view.Filters, edition, refusals)!;
        if (filters.AskFor(Masking.HiddenFrom(caller, edition.Sales)) is { } name)
            return LeadListDoor.NotForThisKey(name);
        if (await views.FindAsync(id, cancel) is null && (await views.AllAsync(cancel)).Count >= SavedView.Most)
            return Problems.Of(StatusCodes.Status409Conflict, "There are too many views.",
                $"At most {SavedView.Most} are kept: take one out with DELETE /api/views/{{id}}.");
        await views.SaveAsync(id, view, cancel);
        return Answers.Ok(ViewShown.Of(id, view, edition));
    }

    public async Task<IResult> RemoveAsync(string id, CancellationToken cancel)
    {
        await views.RemoveAsync(id, cancel);
        return Results.NoContent();
    }

    public static IResult NoView { get; } =
        Problems.NotFound("There is no such view.", "GET /api/views lists those there are.");

    /// <summary>A view whose filters name what the content no longer has.</summary>
    public static IResult Outdated(Refusals refusals) => Problems.Of(
        StatusCodes.Status409Conflict, "This view no longer fits.",
        string.Join(' ', refusals.ToErrors().SelectMany(
            field => field.Value.Select(message => $"{field.Key}: {message}")))
        + " Save it anew with PUT /api/views/{id}.");
}
