using System.Globalization;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Doors;

/// <summary>Answers that went well.</summary>
public static class Answers
{
    public static IResult Ok<T>(T body) => Results.Json(body, Json.Answers);

    public static IResult Accepted<T>(T body) =>
        Results.Json(body, Json.Answers, statusCode: StatusCodes.Status202Accepted);

    /// <summary>A file for a spreadsheet; the cursor of the next one, if there is more, stands in a header.</summary>
    public static IResult Csv(HttpContext http, byte[] lines, string name, DateTimeOffset now, string? cursor)
    {
        if (cursor is not null) http.Response.Headers["X-Next-Cursor"] = cursor;
        return Results.File(lines, "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"{name}-{now.UtcDateTime:yyyyMMdd-HHmm}.csv"));
    }

    public static IResult Html(string page, int status = StatusCodes.Status200OK) =>
        Results.Text(page, "text/html; charset=utf-8", statusCode: status);
}
