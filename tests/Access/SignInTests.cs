using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Access;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Access;

/// <summary>Signing in at the console, as a browser does it.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly CookieContainer _cookies = new();
    private Brand _brand = null!;
    private HttpClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _brand = await Brand.OpenAsync(null, null, "--LeadScoring:LinkSecret=the-first-secret-of-links");
        _browser = BrowserOf(_brand);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _brand.DisposeAsync();
    }

    [Fact]
    public async Task Who_signs_in_by_a_key_is_known_by_name_scopes_and_owner_and_reads_lists()
    {
        var key = await MakeAsync("青木 真理", "aoki", "read", "work");
        using (var before = await _browser.GetAsync("/api/console/sign-in"))
            await Refused.ReadAsync(before, 401);

        using var answer = await SignInAsync(key);
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("青木 真理", "aoki", "key"),
            ((string)told["name"]!, (string)told["owner"]!, (string)told["signIn"]!));
        Assert.Equal(["read", "work"], told["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.False((bool)told["outbox"]!);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase); // http on this machine
        Assert.DoesNotContain(key, cookie, StringComparison.Ordinal);

        using var list = await _browser.GetAsync("/api/leads?format=csv");
        using var again = await _browser.GetAsync("/api/console/sign-in");
        Assert.Equal((200, 200), ((int)list.StatusCode, (int)again.StatusCode));
        Assert.Equal(
            told["expiresAt"]!.ToJsonString()[..20],
            JsonNode.Parse(await again.Content.ReadAsStringAsync())!["expiresAt"]!.ToJsonString()[..20]);
    }

    [Fact]
    public async Task The_admin_key_signs_in_too_and_sees_the_outbox()
    {
        using var answer = await SignInAsync(Brand.Key);

        Assert.True((bool)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["outbox"]!);
        using var outbox = await _browser.GetAsync("/api/outbox");
        Assert.True(outbox.IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_cookie_alone_changes_nothing()
    {
        using (await SignInAsync(Brand.Key)) { }
        var body = new { name = "x", scopes = new[] { "read" } };

        using var forged = await _browser.PostAsJsonAsync("/api/keys", body);
        await Refused.ReadAsync(forged, 403);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/keys") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Console", "1");
        using var own = await _browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_signs_nobody_in_or_out()
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, "/api/console/sign-in");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            if (method == HttpMethod.Post) request.Content = JsonContent.Create(new { key = Brand.Key });
            using var answer = await _browser.SendAsync(request);
            await Refused.ReadAsync(answer, 403);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
        // As a form of another site sends it, from a browser that does not tell where it comes from.
        using var form = new StringContent($$"""{"key":"{{Brand.Key}}"}""", Encoding.UTF8, "text/plain");
        using var old = await _browser.PostAsync("/api/console/sign-in", form);
        await Refused.ReadAsync(old, 403);
    }

    [Fact]
    public async Task Signing_out_takes_the_cookie_away()
    {
        using (await SignInAsync(Brand.Key)) { }
        using (var forged = await _browser.DeleteAsync("/api/console/sign-in")) await Refused.ReadAsync(forged, 403);
        using var gone = await SignOutAsync();

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(0, _cookies.Count);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_before_signing_out_opens_nothing_after_it_and_others_stay()
    {
        using (await SignInAsync(Brand.Key)) { }
        var copied = Assert.Single(_cookies.GetAllCookies()).Value;
        _cookies.GetAllCookies().Single().Expired = true;
        using (await SignInAsync(Brand.Key)) { }
        var other = Assert.Single(_cookies.GetAllCookies()).Value;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(copied));
        _cookies.GetAllCookies().Single().Expired = true;
        _cookies.Add(_brand.Http.BaseAddress!, new Cookie("ls", copied, "/api"));
        using (await SignOutAsync()) { }
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(copied));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other));
        await _brand.RestartAsync("--LeadScoring:LinkSecret=the-first-secret-of-links"); // nothing is remembered
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(copied));
    }

    [Fact]
    public async Task A_revoked_or_replaced_key_signs_the_console_out()
    {
        var key = await MakeAsync("Baba", null, "read");
        var id = KeyText.Parse(key)!.Id;
        using (await SignInAsync(key)) { }
        var rotated = await _brand.PostAsync($"/api/keys/{id}/rotate", new { grace = "PT1H" }, 200);
        await OpensAsync();
        using (var told = await _browser.GetAsync("/api/console/sign-in"))
            Assert.Equal((string?)rotated["oldKeyUntil"], await EndAsync(told)); // no longer than that secret
        using (var later = await _brand.Http.PostAsJsonAsync("/api/console/sign-in", new { key }))
            Assert.Equal((string?)rotated["oldKeyUntil"], await EndAsync(later));
        await _brand.AdvanceAsync("PT1H");
        Assert.Contains("replaced", await TitleAsync(), StringComparison.Ordinal);

        var other = await MakeAsync("Endo", null, "read");
        using (await SignInAsync(other)) { }
        await OpensAsync();
        using (await _brand.Http.DeleteAsync($"/api/keys/{KeyText.Parse(other)!.Id}")) { }
        Assert.Contains("revoked", await TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_ends_after_twelve_hours_though_the_browser_keeps_the_cookie()
    {
        using var answer = await SignInAsync(Brand.Key);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await _brand.AdvanceAsync("PT12H");

        using var stranger = new HttpClient(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = _brand.Http.BaseAddress,
        };
        stranger.DefaultRequestHeaders.Add("Cookie", cookie);
        using var late = await stranger.GetAsync("/api/leads");
        Assert.Contains("signed out", (await Refused.ReadAsync(late, 401)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_link_secret_signs_nobody_out_while_the_old_one_is_named_and_all_when_it_is_not()
    {
        using (await SignInAsync(Brand.Key)) { }
        var cookie = Assert.Single(_cookies.GetAllCookies().Cast<Cookie>());

        await _brand.RestartAsync("--LeadScoring:LinkSecret=the-second-secret-of-links,the-first-secret-of-links");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cookie.Value));
        await _brand.RestartAsync("--LeadScoring:LinkSecret=the-second-secret-of-links");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(cookie.Value));
    }

    [Fact]
    public async Task Wrong_keys_are_counted_at_the_sign_in_too()
    {
        await _brand.RestartAsync("--LeadScoring:RequestsPerMinute=50");
        using var stranger = new HttpClient { BaseAddress = _brand.Http.BaseAddress };
        var statuses = new List<int>();
        for (var n = 0; n < 12; n++)
        {
            using var answer = await stranger.PostAsJsonAsync("/api/console/sign-in", new { key = $"guess {n}" });
            statuses.Add((int)answer.StatusCode);
        }
        Assert.Equal((401, 429), (statuses[0], statuses[^1]));
    }

    [Fact]
    public async Task The_page_learns_the_brand_before_anybody_has_signed_in()
    {
        var settings = JsonNode.Parse(await _browser.GetStringAsync("/api/console/settings"))!;

        Assert.Equal(["ja", "en"], settings["locales"]!.AsArray().Select(locale => (string)locale!));
        Assert.NotNull((string?)settings["brand"]!["ja"]);
        Assert.StartsWith("#", (string)settings["colour"]!, StringComparison.Ordinal);
        Assert.Null(settings["entra"]);
    }

    private HttpClient BrowserOf(Brand brand) =>
        new(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = brand.Http.BaseAddress };

    private async Task<string> MakeAsync(string name, string? owner, params string[] scopes) =>
        (string)(await _brand.PostAsync("/api/keys", new { name, owner, scopes }, 201))["key"]!;

    private async Task<HttpResponseMessage> SignInAsync(string key)
    {
        var answer = await _browser.PostAsJsonAsync("/api/console/sign-in", new { key });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer;
    }

    private Task<HttpResponseMessage> SignOutAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, "/api/console/sign-in");
        request.Headers.Add("X-Console", "1");
        return _browser.SendAsync(request);
    }

    private async Task OpensAsync()
    {
        using var answer = await _browser.GetAsync("/api/leads");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string?> EndAsync(HttpResponseMessage told) =>
        (string?)JsonNode.Parse(await told.Content.ReadAsStringAsync())!["expiresAt"];

    private async Task<string> TitleAsync()
    {
        using var answer = await _browser.GetAsync("/api/leads");
        return (await Refused.ReadAsync(answer, 401)).Title;
    }

    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = _brand.Http.BaseAddress,
        };
        browser.DefaultRequestHeaders.Add("Cookie", $"{SignInCookie.Name}={cookie}");
        using var answer = await browser.GetAsync("/api/leads");
        return answer.StatusCode;
    }
}
