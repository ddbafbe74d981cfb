using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Tests.Runtime;

/// <summary>HTTP functions that show what the host hands over and what it makes of an answer.</summary>
public sealed class SampleHttpFunctions(ScopedMark mark)
{
    [Function("Greet")]
    public Task<IResult> Greet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}")] HttpRequest request,
        string name, FunctionContext context, CancellationToken cancellation)
    {
        var answer = new
        {
            name,
            polite = request.Query["polite"].ToString(),
            function = context.FunctionDefinition.Name,
            sameScope = context.InstanceServices.GetService(typeof(ScopedMark)) == mark,
            cancellable = cancellation.CanBeCanceled,
        };
        return Task.FromResult(Results.Ok(answer));
    }

    [Function("GreetWorld")]
    public IResult GreetWorld(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/world")] HttpRequest request) =>
        Results.Text($"hello, {request.Method} world");

    [Function("CountBytes")]
    public async Task<IResult> CountBytes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bytes")] HttpRequest request,
        CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        return Results.Accepted(value: new { body.Length });
    }

    [Function("Broken")]
    public Task<IResult> Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new JsonException($"secret detail of {request.Path}");

    [Function("Forbidden")]
    public IResult Forbidden([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"{request.Path} must never be reached");
}

/// <summary>One per invocation, to see that the function and its context share a scope.</summary>
public sealed class ScopedMark;
