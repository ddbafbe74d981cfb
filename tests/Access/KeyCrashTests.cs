using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Access;

/// <summary>Whatever happens to a write of a key, nobody who could work before is locked out.</summary>
public sealed class KeyCrashTests
{
    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_while_a_key_is_made_or_rotated_leaves_working_keys(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var made = await MakeAsync(brand);
        await OpensAsync(brand, (string)made["key"]!); // and its use is noted: later calls of today write nothing
        await NotedAsync(brand);

        weather.Arm(1, mishap);
        var rotated = await CallAsync(brand, $"/api/keys/{made["id"]}/rotate", new { grace = "P1D" });
        await OpensAsync(brand, (string)made["key"]!);
        if (mishap == Mishap.IsSentTwice) await OpensAsync(brand, (string)rotated!["key"]!);

        weather.Arm(1, mishap);
        var second = await CallAsync(brand, "/api/keys", new { name = "b", scopes = new[] { "read" } });
        Assert.Equal(mishap == Mishap.IsSentTwice, second is not null);
        if (second is not null) await OpensAsync(brand, (string)second["key"]!);
        var ended = await CallAsync(brand, $"/api/keys/{made["id"]}/rotate", new { grace = "PT0S" });
        await OpensAsync(brand, (string)ended!["key"]!);
        Assert.Equal(
            mishap == Mishap.DiesBefore ? 1 : 2,
            (await brand.GetAsync("/api/keys"))["keys"]!.AsArray().Count);
    }

    private static async Task<JsonNode> MakeAsync(StormyBrand brand) =>
        (await CallAsync(brand, "/api/keys", new { name = "a", scopes = new[] { "read" } }))!;

    /// <summary>Null where the call failed.</summary>
    private static async Task<JsonNode?> CallAsync(StormyBrand brand, string path, object body)
    {
        using var answer = await brand.Http.PostAsJsonAsync(path, body);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    private static async Task NotedAsync(StormyBrand brand)
    {
        while ((await brand.GetAsync("/api/keys"))["keys"]![0]!["lastUsedOn"] is null)
            await Task.Delay(TimeSpan.FromMilliseconds(10));
    }

    private static async Task OpensAsync(StormyBrand brand, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/scoring/rules");
        using var http = new HttpClient { BaseAddress = brand.Http.BaseAddress };
        request.Headers.Add("x-functions-key", key);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
