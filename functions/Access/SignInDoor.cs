using LeadScoring.Doors;
using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>Signs people in at the console, and out.</summary>
public sealed class SignInDoor(
    Callers callers, SignInStore signIns, SignInViews views, RateLimits limits, PublicUrl here, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Whoever is signed in, or sends a key.</summary>
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancel)
    {
        var knock = await callers.FindAsync(request, cancel);
        return knock.Caller is null
            ? KnockAnswers.Refuse(request.HttpContext, knock, limits)
            : Answers.Ok(views.Of(knock, knock.Until));
    }

    public async Task<IResult> SignInAsync(HttpRequest request, CancellationToken cancel)
    {
        if (IsFromElsewhere(request)) return KnockAnswers.NotFromTheConsole;
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("key");
        var key = fields?.RequiredText("key", 300);
        if (refusals.Any || key is null) return Problems.Invalid(refusals);
        var knock = await callers.ByKeyAsync(key, cancel);
        if (knock.Caller is not { } caller) return KnockAnswers.Refuse(request.HttpContext, knock, limits);
        var longest = time.GetUtcNow() + Longest;
        var until = knock.Until < longest ? knock.Until.Value : longest;
        SignInCookie.Write(
            request.HttpContext, here, signIns.Make(caller.Id, knock.Mark!, until), until);
        return Answers.Ok(views.Of(knock, until));
    }

    /// <summary>The cookie goes and opens nothing more, whoever asks, except for pages of other sites.</summary>
    public async Task<IResult> SignOutAsync(HttpRequest request, CancellationToken cancel)
    {
        if (IsFromElsewhere(request)) return KnockAnswers.NotFromTheConsole;
        if (SignInCookie.Sent(request) is { } cookie) await signIns.EndAsync(cookie, cancel);
        SignInCookie.Remove(request.HttpContext, here);
        return Results.NoContent();
    }

    /// <summary>
    /// Nobody signs others in or out: a browser tells who has it send a request, and one that does not sends neither
    /// the console's header nor JSON for another site's page without asking here first.
    /// </summary>
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].FirstOrDefault() is not (null or "same-origin" or "none")
        || !(SignInCookie.IsFromConsole(request)
            || HttpMethods.IsPost(request.Method) && request.HasJsonContentType());
}
