using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Exports;

/// <summary>
/// Keeps lists under a name, for everybody who may read lists, and plans their delivery, for admins. A plan is made
/// before its view is saved: whoever dies in between leaves one that finds another version, and does nothing.
/// </summary>
public sealed class ViewDoor(
    ViewStore views, DeliveryStore deliveries, DeliveryHosts hosts, DueIndex due, InForce content, TimeProvider time)
{
    /// <summary>Without those whose filters tell what this caller may not see.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var shown = new List<ViewShown>();
        foreach (var (id, view) in await views.AllAsync(cancel))
            if (AsksTooMuch(request, view) is null) shown.Add(await ShownAsync(id, view, cancel));
        return Answers.Ok(new ViewList(shown));
    }

    public async Task<IResult> ShowAsync(HttpRequest request, string id, CancellationToken cancel) =>
        await views.FindAsync(id, cancel) is not { } view ? NoView
        : AsksTooMuch(request, view) is { } name ? LeadListDoor.NotForThisKey(name)
        : await AnswerAsync(request, id, view, cancel);

    public async Task<IResult> SaveAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var (refusals, edition, caller) = (new Refusals(), content.Edition, request.HttpContext.Caller());
        if (!SavedView.IsId(id))
            refusals.Add("id", "Must be small letters, digits and single hyphens, up to 50: hot-in-tokyo.");
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var known = await views.ReadAsync(id, cancel);
        var view = fields is null ? null
            : SavedView.Read(fields, known?.View, caller.Name, time.GetUtcNow(), edition.Sender.TimeZone);
        view?.Check(edition, refusals);
        if (view?.Delivery?.To.StartsWith("webhook:", StringComparison.Ordinal) == true) CheckHost(view, refusals);
        if (refusals.Any || view is null) return Problems.Invalid(refusals);
        if (ReasonAgainst(request, view, known?.View, caller, edition) is { } refused) return refused;
        if (known is null && (await views.AllAsync(cancel)).Count >= SavedView.Most)
            return Problems.Of(StatusCodes.Status409Conflict, "There are too many views.",
                $"At most {SavedView.Most} are kept: take one out with DELETE /api/views/{{id}}.");
        await PlanAsync(id, view, cancel);
        if (known is { Row: var row } && request.Headers.IfMatch.Count > 0)
        {
            if (!await views.TrySaveAsync(id, view, row, cancel)) return Changed;
        }
        else
        {
            await views.SaveAsync(id, view, cancel);
        }
        return await AnswerAsync(request, id, view, cancel);
    }

    public async Task<IResult> RemoveAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var known = await views.ReadAsync(id, cancel);
        if (AsksTooMuch(request, known?.View) is { } name) return LeadListDoor.NotForThisKey(name);
        if (!Matches(request, known?.View)) return Changed;
        if (known is { } found
            && !await views.RemoveAsync(id, request.Headers.IfMatch.Count > 0 ? found.Row : Azure.ETag.All, cancel))
            return Changed;
        if (SavedView.IsId(id)) await deliveries.RemoveAllAsync(id, cancel);
        return Results.NoContent();
    }

    public static IResult NoView =>
        Problems.NotFound("There is no such view.", "GET /api/views lists those there are.");

    /// <summary>A view whose filters name what the content no longer has.</summary>
    public static IResult Outdated(Refusals refusals) => Problems.Of(
        StatusCodes.Status409Conflict, "This view no longer fits.",
        string.Join(' ', refusals.ToErrors().SelectMany(
            field => field.Value.Select(message => $"{field.Key}: {message}")))
        + " Save it anew with PUT /api/views/{id}.");

    private static IResult Changed => Problems.Of(
        StatusCodes.Status412PreconditionFailed, "This view has changed.",
        "Read it with GET /api/views/{id}, and send the ETag of that answer in If-Match.");

    private IResult? ReasonAgainst(
        HttpRequest request, SavedView view, SavedView? before, Caller caller, Edition edition)
    {
        var filters = ViewQuery.Read(view.Filters, edition, new Refusals())!;
        if ((AsksTooMuch(request, view) ?? AsksTooMuch(request, before)) is { } name)
            return LeadListDoor.NotForThisKey(name);
        if ((view.Delivery ?? before?.Delivery) is not null && !caller.May(Scope.Admin))
            return Problems.Of(StatusCodes.Status403Forbidden, "This view is delivered.",
                "Its leads leave the house: only a key with the scope admin plans that, or changes such a view.");
        if (view.Delivery is not null && filters.AskFor(edition.Sales.Sensitive) is { } told)
            return Problems.Invalid(
                $"filters.{LeadFilters.AttributePrefix}{told}",
                "Is marked as sensitive in sales.json, and a delivery would tell it: leave it out, or do not deliver.");
        if (view.Delivery?.Url is not null && !hosts.AreSigned)
            return Problems.Of(StatusCodes.Status409Conflict, "A webhook could not be signed.",
                "Set LeadScoring__AlertWebhookSecret: each call is signed with it.");
        return Matches(request, before) ? null : Changed;
    }

    /// <summary>The attribute that a view is narrowed by and whose value this caller may not see; null: none.</summary>
    private string? AsksTooMuch(HttpRequest request, SavedView? view) =>
        view?.AskFor(Masking.HiddenFrom(request.HttpContext.Caller(), content.Edition.Sales));

    private void CheckHost(SavedView view, Refusals refusals)
    {
        if (view.Delivery!.Url is not { } url || !hosts.Allow(url))
            refusals.Add("delivery.to", "Must be an address that begins with https:// (http:// for this machine only), "
                + "at a host that the operator names in LeadScoring__DeliveryHosts, or that of "
                + "LeadScoring__AlertWebhookUrl.");
    }

    private async Task PlanAsync(string id, SavedView view, CancellationToken cancel)
    {
        if (view.Delivery is { } plan
            && CronTimes.Parse(plan.At)!.NextAfter(view.SavedAt, content.Edition.Sender.TimeZone) is { } next)
            await due.AddAsync(DeliveryHandler.Item(id, view.Version()), next, cancel);
    }

    /// <summary>Whether it is the version the caller has read; without If-Match, any is.</summary>
    private static bool Matches(HttpRequest request, SavedView? view) =>
        request.Headers.IfMatch is { Count: 0 }
        || view is not null && request.Headers.GetCommaSeparatedValues("If-Match")
            .Any(tag => tag == "*" || tag.Trim('"') == view.Version());

    private async Task<IResult> AnswerAsync(
        HttpRequest request, string id, SavedView view, CancellationToken cancel)
    {
        request.HttpContext.Response.Headers.ETag = $"\"{view.Version()}\"";
        return Answers.Ok(await ShownAsync(id, view, cancel));
    }

    private async Task<ViewShown> ShownAsync(string id, SavedView view, CancellationToken cancel) => ViewShown.Of(
        id, view, view.Delivery is null ? null : await deliveries.NewestAsync(id, cancel), content.Edition);
}
