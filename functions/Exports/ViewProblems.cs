using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Exports;

/// <summary>Why a view was not shown, kept or taken out, or its list not given, and what to do.</summary>
internal static class ViewProblems
{
    public static IResult NoView =>
        Problems.NotFound("There is no such view.", "GET /api/views lists those there are.", "no-such-view");

    public static IResult Changed => Problems.Of(
        StatusCodes.Status412PreconditionFailed, "This view has changed.",
        "Read it with GET /api/views/{id}, and send the ETag of that answer in If-Match.", "view-changed");

    public static IResult TooMany => Conflict(
        "There are too many views.",
        $"At most {SavedView.Most} are kept: take one out with DELETE /api/views/{{id}}.", "too-many-views");

    public static IResult Delivered => Problems.Of(
        StatusCodes.Status403Forbidden, "This view is delivered.",
        "Its leads leave the house: only a key with the scope admin plans that, changes such a view or takes it out.",
        "view-delivered");

    public static IResult NotSigned => Conflict(
        "A webhook could not be signed.",
        "Set LeadScoring__AlertWebhookSecret: each call is signed with it.", "webhook-unsigned");

    /// <summary>A view whose filters name what the content no longer has.</summary>
    public static IResult Outdated(Refusals refusals) => Conflict(
        "This view no longer fits.",
        string.Join(' ', refusals.ToErrors().SelectMany(
            field => field.Value.Select(message => $"{field.Key}: {message}")))
        + " Save it anew with PUT /api/views/{id}.",
        "view-outdated");

    /// <summary>The list would tell what the caller may not see.</summary>
    public static IResult NotForThisKey(string attribute) => Problems.Of(
        StatusCodes.Status403Forbidden, "This key does not see that attribute.",
        $"'{attribute}' is marked as sensitive in sales.json: leave out {LeadFilters.AttributePrefix}{attribute}, or "
        + "ask whoever holds the admin key for a key with the scope sensitive.",
        "attribute-hidden");

    /// <summary>The delivery would tell it to people who may not see it.</summary>
    public static IResult Sensitive(string attribute) => Problems.Invalid(
        $"filters.{LeadFilters.AttributePrefix}{attribute}",
        "Is marked as sensitive in sales.json, and a delivery would tell it: leave it out, or do not deliver.");

    private static IResult Conflict(string title, string detail, string code) =>
        Problems.Of(StatusCodes.Status409Conflict, title, detail, code);
}
