using LeadScoring.Doors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>
/// What somebody is told who is not let in. Only who has a key's secret learns what became of the key.
/// </summary>
public static class KnockAnswers
{
    private const string Anew = "Ask whoever holds the admin key for a new one";

    /// <summary>
    /// What proves nothing counts as a wrong key of its network, wherever it is sent; to send none at all does not, nor
    /// does what nobody can tell.
    /// </summary>
    public static IResult Refuse(HttpContext http, Knock knock, RateLimits limits)
    {
        if (knock.Problem == KnockProblem.ProviderAway) http.Response.Headers.RetryAfter = "5";
        else if (knock.By != KnockBy.Nothing && limits.WaitFor(http, DoorKind.WrongKeys) is { } wait)
            return Problems.TooMany(http, wait);
        return Of(knock);
    }

    private static IResult Of(Knock knock) => knock.Problem switch
    {
        KnockProblem.Expired => Unauthorized("This key has expired.", $"{Anew}.", "key-expired"),
        KnockProblem.Revoked => Unauthorized(
            "This key was revoked.", $"{Anew}, if you still need it.", "key-revoked"),
        KnockProblem.Replaced => Unauthorized(
            "This key was replaced by a newer one.",
            "Its holder was given another secret: use that one. In the console, sign in again.",
            "key-replaced"),
        KnockProblem.SignedOut => Unauthorized(
            "You are signed out.", "Sign in again: POST /api/console/sign-in, or open the console.", "signed-out"),
        KnockProblem.BadToken => Unauthorized(
            "This token does not open this door.",
            "It must be an access token of the tenant and for the app that GET /api/console/settings names, and of "
            + "this time: get a new one.",
            "token-not-accepted"),
        KnockProblem.NoRole => Problems.Of(
            StatusCodes.Status403Forbidden, "Nobody has given you a role here.",
            "You are known, but without a role of this app: ask whoever manages the enterprise application in Entra "
            + "for LeadScoring.Read, .Work, .Sensitive, .Ingest or .Admin, and sign in again.",
            "no-role"),
        KnockProblem.ProviderAway => Problems.Of(
            StatusCodes.Status503ServiceUnavailable, "The identity provider does not answer.",
            "Whether this token is genuine cannot be told. Wait for the seconds in Retry-After and send it again; keys "
            + "work meanwhile.",
            "directory-away"),
        _ when knock.By != KnockBy.Nothing => Unauthorized(
            "This key is not known.",
            "Was it copied whole into the header x-functions-key, and is it of this app? The admin key is the setting "
            + "LeadScoring__FunctionKey, or was printed at start; with it GET /api/keys lists the others, and "
            + "POST /api/keys makes them.",
            "key-unknown"),
        _ => Unauthorized(
            "This door needs a key.",
            "Send it in the header x-functions-key. The admin key is the setting LeadScoring__FunctionKey, or was "
            + "printed at start; with it POST /api/keys makes others. People sign in at /api/console.",
            "key-needed"),
    };

    /// <summary>People of a directory have roles, all others a key.</summary>
    public static IResult Missing(Scope scope, KnockBy by) => by == KnockBy.Bearer
        ? Problems.Of(
            StatusCodes.Status403Forbidden, "Your roles do not open this door.",
            $"It needs the role {EntraCaller.RoleOf(scope)}: ask whoever manages the enterprise application in Entra "
            + "for it, and sign in again.")
        : Problems.Of(
            StatusCodes.Status403Forbidden, "This key does not open this door.",
            $"It needs the scope {scope.Name()}: ask whoever holds the admin key for one.");

    public static IResult NotFromTheConsole => Problems.Of(
        StatusCodes.Status403Forbidden, "Who signed in changes things by the console only.",
        "Send the header X-Console: 1 with every call that is not a GET: other sites cannot, so they cannot act in "
        + "your name. Programs send a key instead of the cookie.",
        "not-from-the-console");

    private static IResult Unauthorized(string title, string detail, string code) =>
        Problems.Of(StatusCodes.Status401Unauthorized, title, detail, code);
}
