using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Access;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Access;

/// <summary>Named keys as their holders meet them.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private Brand _brand = null!;
    private HttpClient _stranger = null!;

    public async ValueTask InitializeAsync()
    {
        _brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        _stranger = new HttpClient { BaseAddress = _brand.Http.BaseAddress };
    }

    public ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        return _brand.DisposeAsync();
    }

    [Fact]
    public async Task A_key_opens_what_its_scopes_say_and_names_what_is_missing()
    {
        var (_, key) = await MakeAsync("ingest");

        using var list = await SendAsync("GET", "/api/leads", key);
        using var reactions = await SendAsync("POST", "/api/reactions", key, new { reactions = Array.Empty<object>() });
        Assert.Contains("scope read", (await Refused.ReadAsync(list, 403)).Detail, StringComparison.Ordinal);
        Assert.NotEqual(403, (int)reactions.StatusCode);
        Assert.Equal(["ingest"], await ScopesAsync(key));
    }

    [Theory]
    [InlineData("work", "/api/leads", 200)]
    [InlineData("sensitive", "/api/leads", 200)]
    [InlineData("read", "/api/scoring/rules", 200)]
    [InlineData("read", "/api/keys", 403)]
    [InlineData("work", "/api/outbox", 403)]
    [InlineData("admin", "/api/keys", 200)]
    public async Task Work_includes_reading_and_admin_all(string scope, string path, int status)
    {
        var (_, key) = await MakeAsync(scope == "sensitive" ? ["read", scope] : [scope]);

        using var answer = await SendAsync("GET", path, key);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_rotated_key_opens_by_both_secrets_until_the_grace_is_over()
    {
        var (id, old) = await MakeAsync("read");
        var rotated = await _brand.PostAsync($"/api/keys/{id}/rotate", new { grace = "P2D" }, 200);
        var @new = (string)rotated["key"]!;
        Assert.StartsWith("2027-02-03T00:00", (string?)rotated["oldKeyUntil"], StringComparison.Ordinal);

        await OpensAsync(old);
        await OpensAsync(@new);
        await _brand.AdvanceAsync("P2D");

        Assert.Contains("replaced", await TitleAsync(old), StringComparison.Ordinal);
        await OpensAsync(@new);
    }

    [Fact]
    public async Task A_second_rotation_never_cuts_off_who_was_promised_a_grace()
    {
        var (id, first) = await MakeAsync("read");
        var second = (string)(await _brand.PostAsync($"/api/keys/{id}/rotate", new { }, 200))["key"]!;

        var refused = await _brand.PostAsync($"/api/keys/{id}/rotate", new { }, 409);
        Assert.Matches("^2027-02-08T00:00:.*Z$", (string?)refused["oldKeyUntil"]);
        await OpensAsync(first);

        var third = await _brand.PostAsync($"/api/keys/{id}/rotate", new { grace = "PT0S" }, 200);
        Assert.Null((string?)third["oldKeyUntil"]);
        Assert.Contains("not known", await TitleAsync(first), StringComparison.Ordinal); // not even remembered
        Assert.Contains("replaced", await TitleAsync(second), StringComparison.Ordinal);
        await OpensAsync((string)third["key"]!);
        var behind = _brand.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(-5);
        var kept = await _brand.Services.GetRequiredService<KeyStore>().ReadAsync(id, default);
        Assert.Equal(KeyAnswer.Replaced, kept!.Value.Key.AnswerToMark(kept.Value.Key.Former!.Mark, behind));
    }

    [Fact]
    public async Task Of_many_who_rotate_at_once_one_wins_and_its_secret_and_the_old_one_open()
    {
        var (id, old) = await MakeAsync("read");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var answer = await _brand.Http.PostAsJsonAsync($"/api/keys/{id}/rotate", new { });
            return ((int)answer.StatusCode, Body: JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }));

        Assert.Equal(7, answers.Count(answer => answer.Item1 == 409));
        await OpensAsync((string)Assert.Single(answers, answer => answer.Item1 == 200).Body["key"]!);
        await OpensAsync(old);
    }

    [Fact]
    public async Task An_expired_and_a_revoked_key_say_so_to_who_has_the_secret_and_to_nobody_else()
    {
        var made = await _brand.PostAsync("/api/keys",
            new { name = "campaign", scopes = new[] { "read" }, expiresAt = "2027-02-01T12:00:00+09:00" }, 201);
        var (expiring, (id, revoked)) = ((string)made["key"]!, await MakeAsync("read"));
        await OpensAsync(expiring);
        await _brand.AdvanceAsync("PT3H");
        using (await SendAsync("DELETE", $"/api/keys/{id}", Brand.Key)) { }

        Assert.Contains("expired", await TitleAsync(expiring), StringComparison.Ordinal);
        Assert.Contains("revoked", await TitleAsync(revoked), StringComparison.Ordinal);
        var guess = revoked[..^4] + "AAAA";
        Assert.Equal(
            await TitleAsync("ls_000000000000_" + new string('A', 43)), await TitleAsync(guess));
        using var again = await SendAsync("DELETE", $"/api/keys/{id}", Brand.Key);
        Assert.Equal(204, (int)again.StatusCode);
        await _brand.PostAsync($"/api/keys/{id}/rotate", new { }, 409);
    }

    [Fact]
    public async Task The_list_tells_all_but_the_secrets_and_the_day_of_the_last_use()
    {
        var (id, key) = await MakeAsync("work");
        await OpensAsync(key);

        string? day = null;
        while (day is null) // noted beside the call
            day = (string?)(await _brand.GetAsync("/api/keys"))["keys"]![0]!["lastUsedOn"];
        var listed = (await _brand.GetAsync("/api/keys"))["keys"]![0]!;
        Assert.Equal("2027-02-01", day);
        Assert.Equal((id, "admin"), ((string)listed["id"]!, (string)listed["createdBy"]!));
        Assert.DoesNotContain(key.Split('_', 3)[2], listed.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Convert.ToHexStringLower(KeyText.Parse(key)!.SecretDigest)[..16], listed.ToJsonString(),
            StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"scopes":["read"]}""", "name")]
    [InlineData("""{"name":"x"}""", "scopes")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["root"]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["sensitive"]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["ingest","sensitive"]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["read"],"expiresAt":"2027-01-31T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"x","scopes":["read"],"expires":"2028-01-31T00:00:00Z"}""", "expires")]
    public async Task A_key_that_makes_no_sense_is_not_made(string body, string field)
    {
        using var answer = await _brand.Http.PostAsync("/api/keys", OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400)).Names(field, "");
        Assert.Empty((await _brand.GetAsync("/api/keys"))["keys"]!.AsArray());
    }

    [Fact]
    public async Task A_rotation_cuts_off_no_call_of_a_system_that_is_busy_meanwhile()
    {
        var (id, current) = await MakeAsync("read");
        using var end = new CancellationTokenSource();
        var calls = new int[6];
        var callers = Enumerable.Range(0, calls.Length).Select(async one =>
        {
            while (!end.IsCancellationRequested)
            {
                await OpensAsync(Volatile.Read(ref current));
                Interlocked.Increment(ref calls[one]);
            }
        }).ToList();

        for (var turn = 0; turn < 5; turn++)
        {
            current = (string)(await _brand.PostAsync($"/api/keys/{id}/rotate", new { grace = "P1D" }, 200))["key"]!;
            var before = calls.ToArray();
            // Each has ended the call that it may have begun with the old one.
            while (calls.Zip(before).Any(call => call.First < call.Second + 2) && !callers.Any(one => one.IsFaulted))
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            await _brand.AdvanceAsync("P1D");
        }
        await end.CancelAsync();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Ever_new_wrong_ids_are_not_remembered()
    {
        var keys = _brand.Services.GetRequiredService<KeyStore>();
        for (var n = 0; n < 50; n++)
            Assert.Null(await keys.FindAsync($"{n:x12}", CancellationToken.None));
        Assert.Equal(0, keys.Remembered);
    }

    private async Task<(string Id, string Key)> MakeAsync(params string[] scopes)
    {
        var made = await _brand.PostAsync("/api/keys", new { name = "試験", scopes }, 201);
        return ((string)made["id"]!, (string)made["key"]!);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string key, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("x-functions-key", key);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await _stranger.SendAsync(request);
    }

    private async Task OpensAsync(string key)
    {
        using var answer = await SendAsync("GET", "/api/leads?top=1", key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> TitleAsync(string key)
    {
        using var answer = await SendAsync("GET", "/api/leads", key);
        return (await Refused.ReadAsync(answer, 401)).Title;
    }

    private async Task<IEnumerable<string>> ScopesAsync(string key)
    {
        using var answer = await SendAsync("GET", "/api/console/sign-in", key);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["scopes"]!.AsArray()
            .Select(scope => (string)scope!);
    }
}
