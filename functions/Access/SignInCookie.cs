using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>
/// The cookie of who signed in at the console: no script can read it and no other site sends it (HttpOnly,
/// SameSite=Strict), and it goes over TLS only, except on this machine.
/// </summary>
public static class SignInCookie
{
    public const string Name = "ls";

    public static string? Sent(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 } cookie ? cookie : null;

    /// <summary>Its header stands on what changes something; another site's page cannot send it.</summary>
    public static bool IsFromConsole(HttpRequest request) => request.Headers["X-Console"] == "1";

    public static void Write(HttpContext http, PublicUrl here, string value, DateTimeOffset until) =>
        http.Response.Cookies.Append(Name, value, Options(here, until));

    public static void Remove(HttpContext http, PublicUrl here) =>
        http.Response.Cookies.Append(Name, "", Options(here, DateTimeOffset.UnixEpoch));

    private static CookieOptions Options(PublicUrl here, DateTimeOffset until) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = here.Base is not { Scheme: "http", IsLoopback: true },
        Path = "/api",
        Expires = until,
        IsEssential = true,
    };
}
