using System.Text.Json;
using LeadScoring.Runtime.Invocations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Runtime.CustomHandler;

/// <summary>
/// <c>POST /{function}</c>, by which the Functions host runs queue and timer functions. 200 with a JSON object is
/// success (without a body the host would wait until its timeout and kill this process), 500 is failure: a message
/// comes back.
/// </summary>
internal sealed partial class EnvelopeDoors(FunctionInvoker invoker, ILogger<EnvelopeDoors> log)
{
    private static IResult Success =>
        Results.Text("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", "application/json");

    private static readonly string[] Post = [HttpMethods.Post];

    public void Map(IEndpointRouteBuilder app, FunctionCatalog catalog)
    {
        foreach (var function in catalog.All)
            app.MapMethods($"/{function.Name}", Post, http => AnswerAsync(http, function));
    }

    private async Task AnswerAsync(HttpContext http, FunctionEntry function)
    {
        if (!HostPort.IsAskedByHost(http))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        try
        {
            await InvokeAsync(http, function);
            await Success.ExecuteAsync(http);
        }
        catch (Exception failure)
        {
            // The host throws the answer to a failure away: whoever looks for the reason finds it in this log.
            Failed(function.Name, http.Request.Headers["X-Azure-Functions-InvocationId"].ToString(), failure);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private async Task InvokeAsync(HttpContext http, FunctionEntry function)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var (envelope, binding) = (new Envelope(body.RootElement), function.TriggerParameter.Name!);
        object trigger = function.Trigger switch
        {
            QueueTriggerAttribute => envelope.Text(binding),
            TimerTriggerAttribute => envelope.Timer(binding),
            _ => throw new NotSupportedException(
                "This Functions host wraps requests in envelopes: it is too old for "
                + "customHandler.enableProxyingHttpRequest."),
        };
        await invoker.InvokeAsync(function, trigger, http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed, invocation {InvocationId}")]
    private partial void Failed(string function, string invocationId, Exception failure);
}
