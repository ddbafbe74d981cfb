using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LeadScoring.Doors;

/// <summary>
/// Every refusal of the product, as RFC 9457 problem documents: what is wrong, and in <c>detail</c> or <c>errors</c>
/// what to do. Programs know it by its <c>code</c>, which stays when the words are mended: one of its own, or that of
/// its status.
/// Each answer is made anew: on its way out it is given the trace id of its request.
/// </summary>
public static class Problems
{
    private static readonly Dictionary<string, object?> NoMore = [];

    public static IResult Invalid(Refusals refusals) => Results.Problem(new HttpValidationProblemDetails(
        refusals.ToErrors().ToDictionary(error => error.Key, error => error.Value, StringComparer.Ordinal))
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The request has mistakes.",
        Detail = "See errors: each field is named with what it must be. Nothing was taken; mend it and send it again.",
        Extensions = Coded(StatusCodes.Status400BadRequest, null),
    });

    public static IResult Invalid(string field, string message)
    {
        var refusals = new Refusals();
        refusals.Add(field, message);
        return Invalid(refusals);
    }

    public static IResult Of(int status, string title, string detail, string? code = null) =>
        Of(status, title, detail, NoMore, code);

    /// <summary>The same with more fields, for those who act on them.</summary>
    public static IResult Of(
        int status, string title, string detail, IReadOnlyDictionary<string, object?> more, string? code = null)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Title = title,
            Detail = detail,
            Extensions = Coded(status, code),
        };
        foreach (var (name, value) in more) problem.Extensions[name] = value;
        return Results.Problem(problem);
    }

    /// <summary>429 with <c>Retry-After</c>, in whole seconds.</summary>
    public static IResult TooMany(
        HttpContext http, TimeSpan wait, string title = "Too many requests from this network.")
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Of(
            StatusCodes.Status429TooManyRequests, title, "Wait for the seconds in Retry-After and send it again.");
    }

    public static IResult NotFound(string title, string detail, string? code = null) =>
        Of(StatusCodes.Status404NotFound, title, detail, code);

    public static IResult NoLead => NotFound(
        "There is no such lead.",
        "Take the id from GET /api/leads, or look for the address with POST /api/leads/find.", "no-such-lead");

    public static IResult NoScenario => NotFound(
        "There is no such scenario.", "GET /api/scenarios lists those in force.");

    public static IResult BadLink => NotFound(
        "This link is not valid.",
        "It may be cut off or mistyped: open it again from the mail, or ask the sender for a new one.");

    /// <summary>Those of the host, such as of an address without a door, have the code of their status.</summary>
    public static void Name(ProblemDetails problem) =>
        problem.Extensions.TryAdd("code", CodeOf(problem.Status ?? StatusCodes.Status500InternalServerError));

    private static Dictionary<string, object?> Coded(int status, string? code) =>
        new(StringComparer.Ordinal) { ["code"] = code ?? CodeOf(status) };

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "invalid",
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "wrong-method",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status410Gone => "gone",
        StatusCodes.Status412PreconditionFailed => "changed",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status429TooManyRequests => "too-many",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        _ => "failed",
    };
}
