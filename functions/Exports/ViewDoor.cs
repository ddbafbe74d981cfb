using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Exports;

/// <summary>
/// Keeps lists under a name, for everybody who may read lists, and plans their delivery, for admins. A plan is made
/// before its view is saved: whoever dies in between leaves one that finds another version, and does nothing.
/// </summary>
public sealed class ViewDoor(
    ViewStore views, DeliveryStore deliveries, DeliveryHosts hosts, DeliveryDiary diary, InForce content,
    TimeProvider time)
{
    private const int MaxTries = 20;

    /// <summary>Without those whose filters tell what this caller may not see.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var all = await views.AllAsync(cancel);
        var seen = all.Where(one => AsksTooMuch(request, one.View) is null).ToList();
        var shown = new ViewShown[seen.Count];
        await SideBySide.ForEachAsync(
            seen.Index(),
            async (one, stop) => shown[one.Index] = await ShownAsync(request, one.Item.Id, one.Item.View, stop),
            cancel);
        return Answers.Ok(new ViewList(shown));
    }

    public async Task<IResult> ShowAsync(HttpRequest request, string id, CancellationToken cancel) =>
        await views.FindAsync(id, cancel) is not { } view ? ViewProblems.NoView
        : AsksTooMuch(request, view) is { } name ? ViewProblems.NotForThisKey(name)
        : await AnswerAsync(request, id, view, cancel);

    /// <summary>In the place of what it was judged by, and judged again where another came first.</summary>
    public async Task<IResult> SaveAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var refusals = new Refusals();
        if (!SavedView.IsId(id))
            refusals.Add("id", "Must be small letters, digits and single hyphens, up to 50: hot-in-tokyo.");
        if (await Body.ReadJsonAsync(request, refusals, cancel) is not { } fields) return Problems.Invalid(refusals);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var known = await views.ReadAsync(id, cancel);
            var view = Read(request, fields, known?.View, refusals);
            if (refusals.Any) return Problems.Invalid(refusals);
            if (ReasonAgainst(request, view, known?.View) is { } refused) return refused;
            if (known is null && (await views.AllAsync(cancel)).Count >= SavedView.Most) return ViewProblems.TooMany;
            await diary.PlanAsync(id, view, view.SavedAt, cancel);
            if (await views.TrySaveAsync(id, view, known?.Row, cancel))
                return await AnswerAsync(request, id, view, cancel);
        }
        return ViewProblems.Changed;
    }

    public async Task<IResult> RemoveAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var known = await views.ReadAsync(id, cancel);
            if (AsksTooMuch(request, known?.View) is { } name) return ViewProblems.NotForThisKey(name);
            if (!Matches(request, known?.View)) return ViewProblems.Changed;
            if (known?.View.Delivery is not null && !IsAdmin(request)) return ViewProblems.Delivered;
            if (known is { Row: var row } && !await views.RemoveAsync(id, row, cancel)) continue;
            if (SavedView.IsId(id)) await deliveries.RemoveAllAsync(id, cancel);
            return Results.NoContent();
        }
        return ViewProblems.Changed;
    }

    private SavedView Read(HttpRequest request, JsonFields fields, SavedView? before, Refusals refusals)
    {
        var (edition, savedBy) = (content.Edition, request.HttpContext.Caller().Name);
        var view = SavedView.Read(fields, before, savedBy, time.GetUtcNow(), edition.Sender.TimeZone);
        view.Check(edition, refusals);
        if (view.Delivery?.IsWebhook == true && (view.Delivery.Url is not { } url || !hosts.Allow(url)))
            refusals.Add("delivery.to", "Must be an address that begins with https:// (http:// for this machine only), "
                + "at a host that the operator names in LeadScoring__DeliveryHosts, or that of "
                + "LeadScoring__AlertWebhookUrl.");
        return view;
    }

    private IResult? ReasonAgainst(HttpRequest request, SavedView view, SavedView? before) =>
        (AsksTooMuch(request, view) ?? AsksTooMuch(request, before)) is { } name ? ViewProblems.NotForThisKey(name)
        : (view.Delivery ?? before?.Delivery) is not null && !IsAdmin(request) ? ViewProblems.Delivered
        : view.Delivery is not null && view.AskFor(content.Edition.Sales.Sensitive) is { } told
            ? ViewProblems.Sensitive(told)
        : view.Delivery?.Url is not null && !hosts.AreSigned ? ViewProblems.NotSigned
        : Matches(request, before) ? null
        : ViewProblems.Changed;

    private static bool IsAdmin(HttpRequest request) => request.HttpContext.Caller().May(Scope.Admin);

    /// <summary>The attribute that a view is narrowed by and whose value this caller may not see; null: none.</summary>
    private string? AsksTooMuch(HttpRequest request, SavedView? view) =>
        view?.AskFor(Masking.HiddenFrom(request.HttpContext.Caller(), content.Edition.Sales));

    /// <summary>Whether it is the version the caller has read; without If-Match, any is.</summary>
    private static bool Matches(HttpRequest request, SavedView? view) =>
        request.Headers.IfMatch is { Count: 0 }
        || view is not null && request.Headers.GetCommaSeparatedValues("If-Match")
            .Any(tag => tag == "*" || tag.Trim('"') == view.Version());

    private async Task<IResult> AnswerAsync(
        HttpRequest request, string id, SavedView view, CancellationToken cancel)
    {
        request.HttpContext.Response.Headers.ETag = $"\"{view.Version()}\"";
        return Answers.Ok(await ShownAsync(request, id, view, cancel));
    }

    private async Task<ViewShown> ShownAsync(
        HttpRequest request, string id, SavedView view, CancellationToken cancel)
    {
        var newest = view.Delivery is null ? null : await deliveries.NewestAsync(id, cancel);
        return ViewShown.Of(id, view, newest, content.Edition, tellsWhere: IsAdmin(request));
    }
}
