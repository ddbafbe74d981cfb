using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Access;

/// <summary>What one process does to a key holds in all of them.</summary>
public sealed class TwoProcessesKeyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_key_made_rotated_and_revoked_in_one_process_is_so_in_the_other()
    {
        using var folder = new TemporaryFolder();
        var apps = await Task.WhenAll(
            AppProcess.StartAsync(folder.File("data")), AppProcess.StartAsync(folder.File("data")));
        using var first = apps[0];
        using var second = apps[1];
        var made = await PostAsync(first, "/api/keys", new { name = "shop", scopes = new[] { "read" } });
        var old = (string)made["key"]!;
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(second, old));

        var @new = (string)(await PostAsync(first, $"/api/keys/{made["id"]}/rotate", new { grace = "PT1H" }))["key"]!;
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(second, @new)); // at once
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(second, old));
        using (await first.Http.DeleteAsync($"/api/keys/{made["id"]}")) { }

        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(first, @new));
        await UntilAsync(second, @new, HttpStatusCode.Unauthorized);
        await first.KillAsync();
        await second.KillAsync();
    }

    private static async Task UntilAsync(AppProcess app, string key, HttpStatusCode status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await KnockAsync(app, key) != status)
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
    }

    private static async Task<HttpStatusCode> KnockAsync(AppProcess app, string key)
    {
        using var http = new HttpClient { BaseAddress = app.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("x-functions-key", key);
        using var answer = await http.GetAsync("/api/leads?top=1");
        return answer.StatusCode;
    }

    private static async Task<JsonNode> PostAsync(AppProcess app, string path, object body)
    {
        using var answer = await app.Http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
