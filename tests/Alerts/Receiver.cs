using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tests.Alerts;

/// <summary>One call as it arrived.</summary>
internal sealed record Call(string Id, string Timestamp, string Signature, string Body)
{
    public JsonNode Data => JsonNode.Parse(Body)!["data"]!;
}

/// <summary>
/// The brand's system on a free loopback port: keeps what it is told, checks it as the specification tells receivers
/// to, and answers as the test says.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    /// <summary>32 bytes: 0, 1, 2…</summary>
    public const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly WebApplication _app;
    private readonly List<Call> _calls = [];

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What it answers: a status, or whatever a test does with the connection.</summary>
    public Func<HttpContext, Task<int>> Answer { get; set; } = _ => Task.FromResult(204);

    public int Status
    {
        set => Answer = _ => Task.FromResult(value);
    }

    public IReadOnlyList<Call> Calls
    {
        get { lock (_calls) return [.. _calls]; }
    }

    /// <summary>The settings that make an app tell this receiver.</summary>
    public string[] Settings =>
    [
        $"--LeadScoring:AlertWebhookUrl={_app.Urls.First()}/hooks/alerts",
        $"--LeadScoring:AlertWebhookSecret={Secret}",
    ];

    public static async Task<Receiver> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>By hand, from the specification: HMAC-SHA256 over id, timestamp and body with points between.</summary>
    public static void AssertSigned(Call call)
    {
        var key = Enumerable.Range(0, 32).Select(n => (byte)n).ToArray();
        using var hmac = new HMACSHA256(key);
        var mac = hmac.ComputeHash(Encoding.UTF8.GetBytes(call.Id + "." + call.Timestamp + "." + call.Body));
        Assert.Contains("v1," + Convert.ToBase64String(mac), call.Signature.Split(' '));
        Assert.True(long.TryParse(call.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        Assert.Equal(("POST", "/hooks/alerts"), (http.Request.Method, http.Request.Path.Value));
        Assert.Equal("application/json", http.Request.ContentType);
        using var reader = new StreamReader(http.Request.Body);
        string Header(string name) => http.Request.Headers[name].Single()!;
        var call = new Call(
            Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"),
            await reader.ReadToEndAsync());
        lock (_calls) _calls.Add(call);
        http.Response.StatusCode = await Answer(http);
    }
}
