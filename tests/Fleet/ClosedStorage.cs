using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Fleet;

/// <summary>What the doors say while the storage account does not answer.</summary>
internal static class ClosedStorage
{
    // A door that hangs is as good as none: callers give up after a minute or so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>Each kind of door answers 503 with a problem document that says what to do.</summary>
    public static async Task AssertToldAsync(AppProcess app)
    {
        var email = FleetCalls.Address(0);
        var at = "2026-01-01T00:00:00Z";
        var reaction = new { id = "r", email, type = "page-view", product = "car", occurredAt = at };
        await Task.WhenAll(
            AssertToldAsync(app, HttpMethod.Get, "/api/health"),
            AssertToldAsync(app, HttpMethod.Get, "/api/leads?product=car"),
            AssertToldAsync(app, HttpMethod.Post, "/api/leads/find", new { email }),
            AssertToldAsync(app, HttpMethod.Post, "/api/reactions", new { reactions = new[] { reaction } }),
            AssertToldAsync(
                app, HttpMethod.Post, $"/api/campaigns/{FleetCalls.Campaign}/entries",
                new { entryId = "e-0", email, locale = "ja", optIn = true }));
    }

    private static async Task AssertToldAsync(AppProcess app, HttpMethod method, string path, object? body = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await app.Http.SendAsync(request, patience.Token);
        var text = await answer.Content.ReadAsStringAsync(patience.Token);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{path}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Contains("Retry-After", (string)JsonNode.Parse(text)!["detail"]!, StringComparison.Ordinal);
    }
}
