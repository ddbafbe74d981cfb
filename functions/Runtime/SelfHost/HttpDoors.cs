using LeadScoring.Runtime.Invocations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>
/// Serves the HTTP functions on their routes. What a function lets fall becomes a problem document (RFC 9457).
/// </summary>
internal static partial class HttpDoors
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder app, FunctionCatalog catalog, string routePrefix)
    {
        var invoker = app.ServiceProvider.GetRequiredService<FunctionInvoker>();
        var log = app.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpDoors));
        foreach (var (function, trigger) in catalog.Of<HttpTriggerAttribute>())
        {
            var route = $"{routePrefix}/{trigger.Route ?? function.Name}";
            Task Answer(HttpContext http) => AnswerAsync(http, function, invoker, log);
            if (trigger.Methods is { Length: > 0 } methods)
                app.MapMethods(route, methods.Select(method => method.ToUpperInvariant()), Answer);
            else
                app.Map(route, Answer);
        }
    }

    public static void Redirect(IEndpointRouteBuilder app, IReadOnlyDictionary<string, string> redirects)
    {
        foreach (var (from, to) in redirects)
        {
            Task Answer(HttpContext http)
            {
                http.Response.Redirect(to + http.Request.QueryString.Value);
                return Task.CompletedTask;
            }
            app.MapMethods(from, ReadMethods, Answer);
        }
    }

    private static async Task AnswerAsync(
        HttpContext http, FunctionEntry function, FunctionInvoker invoker, ILogger log)
    {
        var invocation = new Invocation(function, http.Request, http.RequestServices, http.RequestAborted)
        {
            Items = { [Invocation.HttpContextKey] = http },
        };
        try
        {
            await invoker.InvokeAsync(invocation);
            await WriteAsync(http, invocation.Result);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody to answer.
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await Results.Problem(statusCode: bad.StatusCode, detail: bad.Message).ExecuteAsync(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            Failed(log, function.Name, invocation.InvocationId, failure);
            http.Response.Clear();
            await Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(http);
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult answer => answer.ExecuteAsync(http),
        _ => http.Response.WriteAsJsonAsync(result, result.GetType(), http.RequestAborted),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed, invocation {InvocationId}")]
    private static partial void Failed(ILogger log, string function, string invocationId, Exception failure);
}
