using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tests.Bench;

/// <summary>A mail provider on a loopback port that takes every mail at once and keeps its id only.</summary>
internal sealed class MailTaker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private MailTaker(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>How many different mails were taken, and how many in all: the same, if none came twice.</summary>
    public (int Different, int InAll) Taken => (_taken.Count, _taken.Values.Sum());

    public static async Task<MailTaker> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var taker = new MailTaker(builder.Build());
        taker._app.Run(taker.TakeAsync);
        await taker._app.StartAsync();
        return taker;
    }

    public void Forget() => _taken.Clear();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var mail = await JsonDocument.ParseAsync(context.Request.Body);
        var sendId = mail.RootElement.GetProperty("personalizations")[0]
            .GetProperty("custom_args").GetProperty("send_id").GetString()!;
        var count = _taken.AddOrUpdate(sendId, 1, (_, seen) => seen + 1);
        context.Response.Headers["X-Message-Id"] = $"{sendId}.{count}";
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
