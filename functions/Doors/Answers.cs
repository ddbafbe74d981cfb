using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Doors;

/// <summary>Answers that went well.</summary>
public static class Answers
{
    public static IResult Ok<T>(T body) => Results.Json(body, Json.Answers);

    public static IResult Accepted<T>(T body) =>
        Results.Json(body, Json.Answers, statusCode: StatusCodes.Status202Accepted);

    public static IResult Html(string page, int status = StatusCodes.Status200OK) =>
        Results.Text(page, "text/html; charset=utf-8", statusCode: status);
}
