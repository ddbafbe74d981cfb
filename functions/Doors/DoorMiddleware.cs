using LeadScoring.Access;
using LeadScoring.Leads;
using LeadScoring.Pages;
using LeadScoring.RollOut;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Doors;

/// <summary>
/// What every HTTP door does, under every host: rate limit for anonymous ones, a caller with the scope for the others,
/// size limit, and a problem document for whatever goes wrong inside. Whether a signature is genuine its own door finds
/// out. Signed calls have no rate limit: they come from few networks, as often as there are events.
/// </summary>
public sealed partial class DoorMiddleware(
    Callers callers, RateLimits limits, ProblemPages pages, AuditIndex audit, ILogger<DoorMiddleware> log)
    : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context); // queues and timers have no door
            return;
        }
        Protect(http.Response.Headers);
        var door = DoorList.Of(context.FunctionDefinition.Name);
        if (await FailureAsync(context, http, door, next) is { } failure) context.GetInvocationResult().Value = failure;
        var answer = context.GetInvocationResult(); // as it is by now: one taken before the function ran stays empty
        if (door.Guard != Guard.Key && answer.Value is ProblemHttpResult problem
            && ProblemPages.AreWantedBy(http.Request))
            answer.Value = pages.PageOf(http.Request, door.Guard, problem.ProblemDetails);
    }

    /// <summary>
    /// What holds for every answer unless a door says otherwise: nothing is kept by caches, told to other sites, framed
    /// or run. Answers hold personal data, and addresses hold tokens.
    /// </summary>
    private static void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
    }

    /// <summary>Null when the function has answered.</summary>
    private async Task<IResult?> FailureAsync(
        FunctionContext context, HttpContext http, Door door, FunctionExecutionDelegate next)
    {
        try
        {
            if (await RefuseAsync(http, door) is { } refusal) return refusal;
            await next(context);
            if (http.Features.Get<Shown>() is { } shown)
            {
                if (shown.TellsOfSomebody) await NoteAsync(context, http, shown.LeadIds);
            }
            else if (door.Guard == Guard.Key && Tells(context.GetInvocationResult().Value)
                && LeadIds.InPath(http.Request.Path) is { } leadId)
            {
                await NoteAsync(context, http, [leadId]);
            }
            return null;
        }
        catch (Exception failure) when (Problem(failure, http) is { } problem)
        {
            http.Response.Headers.Remove("X-Next-Cursor"); // of an answer that is not given
            return problem;
        }
        catch (Exception failure)
        {
            LogFailure(failure, context.FunctionDefinition.Name);
            return Problems.Of(
                StatusCodes.Status500InternalServerError, "Something went wrong on our side.",
                "It has been logged. Try again; if it stays, tell the operator the time of this request.");
        }
    }

    /// <summary>
    /// The function has made its answer, which has not left yet: where it cannot be noted that it is shown, it is not.
    /// </summary>
    private Task NoteAsync(FunctionContext context, HttpContext http, IEnumerable<string> leadIds) => audit.WriteAsync(
        http.Caller(), context.FunctionDefinition.Name, leadIds,
        AskedFor.Of(http.Request.Query.Select(asked => KeyValuePair.Create(asked.Key, asked.Value.ToString()))),
        http.RequestAborted);

    /// <summary>A door whose path names a lead tells of that lead, whatever it answers with 200.</summary>
    private static bool Tells(object? answer) =>
        answer is IValueHttpResult { Value: not null }
        && (answer as IStatusCodeHttpResult)?.StatusCode is null or StatusCodes.Status200OK;

    private async Task<IResult?> RefuseAsync(HttpContext http, Door door)
    {
        var refusal = door.Guard == Guard.Key ? await EnterAsync(http, door) : null;
        if (door.Guard is Guard.Anonymous or Guard.SignedLink && limits.WaitFor(http, door.Kind) is { } wait)
            refusal = Problems.TooMany(http, wait);
        if (refusal is not null) return refusal;
        if (http.Request.ContentLength > door.MaxBodyBytes) return TooLarge(door.MaxBodyBytes);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = door.MaxBodyBytes; // a chunked body has no length to look at
        return null;
    }

    /// <summary>Null for a caller with the scope, who is known from here on.</summary>
    private async Task<IResult?> EnterAsync(HttpContext http, Door door)
    {
        var knock = await callers.FindAsync(http.Request, http.RequestAborted);
        if (knock.Caller is not { } caller) return KnockAnswers.Refuse(http, knock, limits);
        if (knock.By == KnockBy.Cookie && Changes(http.Request.Method) && !SignInCookie.IsFromConsole(http.Request))
            return KnockAnswers.NotFromTheConsole;
        if (!caller.May(door.Needs)) return KnockAnswers.Missing(door.Needs, knock.By);
        http.Enter(caller);
        return null;
    }

    private static bool Changes(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);

    private IResult? Problem(Exception failure, HttpContext http)
    {
        switch (failure)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return TooLarge(http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0);
            case BadHttpRequestException:
                return Problems.Of(StatusCodes.Status400BadRequest, "The request could not be read.",
                    "Its body or a parameter is cut off or of the wrong kind: check it and send it again.");
            case UnreadableRulesException:
                LogBehind(failure);
                return Later(http, "A newer version of this app is taking over.");
            case LeadBusyException:
            case not null when Outage.Is(failure):
                LogStorage(failure, Outage.StatusOf(failure));
                return Later(http, "The store does not answer.");
            case OperationCanceledException when http.RequestAborted.IsCancellationRequested:
                return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
            default:
                return null;
        }
    }

    private static IResult Later(HttpContext http, string title)
    {
        http.Response.Headers.RetryAfter = "5";
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, title,
            "Nothing is promised yet. Wait for the seconds in Retry-After and send the same again: with the same ids "
            + "it counts once.");
    }

    private static IResult TooLarge(long limit) => Problems.Of(
        StatusCodes.Status413PayloadTooLarge, "The body is too large.",
        $"This door takes at most {limit / 1024} kB: send less, or split it into several calls.");

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed")]
    private partial void LogFailure(Exception failure, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "The rules in force cannot be read by this program: is it older?")]
    private partial void LogBehind(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store refused or kept changing ({Status})")]
    private partial void LogStorage(Exception failure, int status);
}
