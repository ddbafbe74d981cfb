using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadScoring.Runtime.SelfHost;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Tests.Runtime;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private RunningApp _app = null!;

    public async ValueTask InitializeAsync() =>
        _app = await RunningApp.StartAsync([typeof(SampleHttpFunctions)], builder =>
        {
            builder.Services.AddScoped<ScopedMark>();
            builder.UseMiddleware<GuardForbidden>();
            builder.RedirectRoots(new Dictionary<string, string> { ["/"] = "/api/greet/root" });
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_function_gets_its_request_route_values_and_context()
    {
        var answer = await _app.Http.GetFromJsonAsync<JsonElement>("/api/greet/%E6%98%9F?polite=yes");

        Assert.Equal("星", answer.GetProperty("name").GetString());
        Assert.Equal("yes", answer.GetProperty("polite").GetString());
        Assert.Equal("Greet", answer.GetProperty("function").GetString());
        Assert.True(answer.GetProperty("sameScope").GetBoolean());
        Assert.True(answer.GetProperty("cancellable").GetBoolean());
    }

    [Fact]
    public async Task A_literal_route_wins_over_a_parameter() =>
        Assert.Equal("hello, GET world", await _app.Http.GetStringAsync("/api/greet/world"));

    [Fact]
    public async Task A_body_of_12_MB_is_read_and_a_larger_one_refused_with_413()
    {
        using var fits = await _app.Http.PostAsync("/api/bytes", new ByteArrayContent(new byte[12 * 1024 * 1024]));
        Assert.Equal(HttpStatusCode.Accepted, fits.StatusCode);

        using var chunked = new StreamContent(new MemoryStream(new byte[12 * 1024 * 1024 + 1]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/bytes") { Content = chunked };
        request.Headers.TransferEncodingChunked = true;
        using var tooLarge = await _app.Http.SendAsync(request);
        await AssertProblem(tooLarge, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task An_exception_becomes_a_problem_without_its_details()
    {
        using var answer = await _app.Http.GetAsync("/api/broken");

        var body = await AssertProblem(answer, HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("JsonException", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/greet/you", HttpStatusCode.MethodNotAllowed)]
    public async Task What_no_function_answers_is_a_problem_too(string method, string path, HttpStatusCode expected)
    {
        using var answer = await _app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        await AssertProblem(answer, expected);
    }

    [Fact]
    public async Task A_middleware_may_answer_in_the_place_of_the_function()
    {
        using var answer = await _app.Http.GetAsync("/api/forbidden");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("no key for Forbidden", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The official worker hands out copies; product code that relied on more would work here only.</summary>
    [Fact]
    public async Task An_answer_asked_for_before_the_function_ran_does_not_follow_it()
    {
        (object? Early, object? Late) seen = default;
        await using var app = await RunningApp.StartAsync([typeof(SampleHttpFunctions)], builder =>
        {
            builder.Services.AddScoped<ScopedMark>();
            builder.UseMiddleware(async (context, next) =>
            {
                var early = context.GetInvocationResult();
                await next();
                seen = (early.Value, context.GetInvocationResult().Value);
            });
        });

        using var answer = await app.Http.GetAsync(new Uri("/api/greet/early", UriKind.Relative));

        Assert.True(seen is (null, IResult), $"{seen}");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_redirect_keeps_the_query(string method)
    {
        using var answer = await _app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/?code=1&x=%20"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/api/greet/root?code=1&x=%20", answer.Headers.Location!.OriginalString);
    }

    private static async Task<string> AssertProblem(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal((int)status, JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32());
        return body;
    }

    private sealed class GuardForbidden : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            if (context.FunctionDefinition.Name != "Forbidden" || context.GetHttpContext() is null)
                return next(context);
            context.GetInvocationResult().Value = Results.Text("no key for Forbidden", statusCode: 401);
            return Task.CompletedTask;
        }
    }
}
