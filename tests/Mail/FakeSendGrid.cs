using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tests.Mail;

/// <summary>Mail Send on a free loopback port: keeps what it was asked and answers as the test says.</summary>
internal sealed class FakeSendGrid : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeSendGrid(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public List<(string Path, string? Key, JsonElement Body)> Requests { get; } = [];

    public static Task<FakeSendGrid> Start(Func<HttpContext, Task> answer) => Start((context, _) => answer(context));

    /// <summary>Answers each mail with nothing but the status that holds at that moment.</summary>
    public static Task<FakeSendGrid> Answering(Func<int> status) => Start(context =>
    {
        context.Response.StatusCode = status();
        return Task.CompletedTask;
    });

    /// <param name="answer">Gets the mail too; several may arrive at once.</param>
    public static async Task<FakeSendGrid> Start(Func<HttpContext, JsonElement, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeSendGrid(builder.Build());
        fake._app.Run(async context =>
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body);
            var body = document.RootElement.Clone();
            lock (fake.Requests) fake.Requests.Add((context.Request.Path, context.Request.Headers.Authorization, body));
            await answer(context, body);
        });
        await fake._app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
