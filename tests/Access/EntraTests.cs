using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Access;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;

namespace LeadScoring.Tests.Access;

/// <summary>People of a directory, by the tokens it makes.</summary>
public sealed class EntraTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private LoopbackDirectory _directory = null!;
    private Brand _brand = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _directory = await LoopbackDirectory.OpenAsync();
        _brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z",
            builder => builder.Services.Replace(
                ServiceDescriptor.Singleton(new EntraPace(TimeSpan.FromHours(12), TimeSpan.Zero, TimeSpan.Zero))),
            [.. _directory.Settings, "--LeadScoring:RequestsPerMinute=100"]);
        _http = new HttpClient { BaseAddress = _brand.Http.BaseAddress };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _brand.DisposeAsync();
        await _directory.DisposeAsync();
    }

    [Fact]
    public async Task A_person_with_a_role_is_let_in_by_name_and_claims_as_what_the_directory_says()
    {
        using var answer = await GetAsync("/api/console/sign-in", _directory.Token(
            Now, ["LeadScoring.Read", "LeadScoring.Work", "Other.Admin"],
            token => token.Subject.AddClaim(new Claim("owner", "aoki"))));

        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("青木 真理", "aoki", "entra"),
            ((string)told["name"]!, (string)told["owner"]!, (string)told["signIn"]!));
        Assert.Equal(["read", "work"], told["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.Equal("2027-02-01T01:00:00Z", (string?)told["expiresAt"]);
        await _brand.EnterAsync("taro@example.jp");
        using var lead = await GetAsync(
            $"/api/leads/{_brand.IdOf("taro@example.jp")}", _directory.Token(Now, ["LeadScoring.Read"]));
        Assert.True(lead.IsSuccessStatusCode);
        using var keys = await GetAsync("/api/keys", _directory.Token(Now, ["LeadScoring.Read"]));
        Assert.Contains(
            "the role LeadScoring.Admin", (await Refused.ReadAsync(keys, 403)).Detail, StringComparison.Ordinal);
        var read = (await _brand.GetAsync("/api/audit"))["reads"]![0]!;
        Assert.Equal(("entra:0a0a", "青木 真理"), ((string)read["caller"]!, (string)read["name"]!));
    }

    [Fact]
    public async Task A_name_before_an_at_makes_nobody_an_owner()
    {
        using var answer = await GetAsync("/api/console/sign-in", _directory.Token(Now, ["LeadScoring.Work"]));

        Assert.Null(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["owner"]);
    }

    [Fact]
    public async Task Who_has_no_role_is_told_so()
    {
        using var answer = await GetAsync("/api/leads", _directory.Token(Now, ["Other.Admin"]));

        Assert.Contains("role", (await Refused.ReadAsync(answer, 403)).Title, StringComparison.Ordinal);
    }

    private static readonly string[] Forgeries =
    [
        "expired", "not yet", "another audience", "another issuer", "another key by the same name", "an unknown key",
        "a shared secret", "not signed", "an ID token", "no token", "cut off",
    ];

    [Fact]
    public async Task A_token_that_is_not_right_in_every_way_opens_nothing()
    {
        using (var right = await GetAsync("/api/leads", _directory.Token(Now, ["LeadScoring.Admin"])))
            Assert.True(right.IsSuccessStatusCode);

        foreach (var forgery in Forgeries)
        {
            using var answer = await GetAsync("/api/leads", Forge(forgery));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{forgery}: {answer.StatusCode}");
            Assert.Contains("token", (await Refused.ReadAsync(answer, 401)).Title, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_key_of_the_directory_is_learned_when_a_token_names_it()
    {
        using (var before = await GetAsync("/api/leads", _directory.Token(Now, ["LeadScoring.Read"])))
            Assert.True(before.IsSuccessStatusCode);

        _directory.ChangeKey();

        using var after = await GetAsync("/api/leads", _directory.Token(Now, ["LeadScoring.Read"]));
        Assert.True(after.IsSuccessStatusCode);
    }

    [Fact]
    public async Task While_the_directory_is_away_tokens_wait_and_keys_work()
    {
        _directory.IsAway = true;
        for (var n = 0; n < 20; n++) // as many as there may be wrong keys
            using (await GetAsync("/api/leads", _directory.Token(Now, ["LeadScoring.Read"]))) { }
        using var waits = await GetAsync("/api/leads", _directory.Token(Now, ["LeadScoring.Read"]));

        Assert.Contains("keys work", (await Refused.ReadAsync(waits, 503)).Detail, StringComparison.Ordinal);
        Assert.NotNull(waits.Headers.RetryAfter);
        await _brand.GetAsync("/api/leads");
        using var noToken = await GetAsync("/api/leads", Forge("no token"));
        Assert.Equal(HttpStatusCode.Unauthorized, noToken.StatusCode);
        _directory.IsAway = false;
        using var opens = await GetAsync("/api/leads", _directory.Token(Now, ["LeadScoring.Read"]));
        Assert.True(opens.IsSuccessStatusCode);
        _directory.IsAway = true; // what was read stays good
        using var still = await GetAsync("/api/leads", _directory.Token(Now, ["LeadScoring.Read"]));
        Assert.True(still.IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_console_is_told_where_people_sign_in()
    {
        var entra = JsonNode.Parse(await _http.GetStringAsync("/api/console/settings"))!["entra"]!;

        Assert.Equal($"{_directory.Address}/{LoopbackDirectory.Tenant}", (string?)entra["authority"]);
        Assert.Equal(LoopbackDirectory.Client, (string?)entra["clientId"]);
        Assert.Equal($"api://{LoopbackDirectory.Client}/.default", (string?)entra["scope"]);
    }

    [Theory]
    [InlineData("t", null, null)]
    [InlineData(null, "c", null)]
    [InlineData("t/../x", "c", null)]
    [InlineData("common", "c", null)]
    [InlineData("Organizations", "c", null)]
    [InlineData("t", "c", "http://login.example")]
    [InlineData("t", "c", "ftp://login.example")]
    [InlineData("t", "c", "https://me@login.example")]
    public void A_mistake_in_the_settings_stops_the_start(string? tenant, string? client, string? authority) =>
        Assert.Contains("LeadScoring__Entra__", Assert.Throws<StartRefusedException>(() => EntraSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["LeadScoring:Entra:TenantId"] = tenant,
                ["LeadScoring:Entra:ClientId"] = client,
                ["LeadScoring:Entra:Authority"] = authority,
            }).Build())).Message, StringComparison.Ordinal);

    private string Forge(string forgery)
    {
        string[] roles = ["LeadScoring.Admin"];
        var genuine = _directory.Token(Now, roles);
        return forgery switch
        {
            "expired" => _directory.Token(Now.AddHours(-2), roles),
            "not yet" => _directory.Token(Now.AddHours(1), roles),
            "another audience" => _directory.Token(Now, roles, token => token.Audience = "another-app"),
            "another issuer" => _directory.Token(Now, roles, token => token.Issuer = "https://elsewhere.example"),
            "another key by the same name" => _directory.Token(Now, roles, token => token.SigningCredentials =
                new SigningCredentials(LoopbackDirectory.NewKey("first"), SecurityAlgorithms.RsaSha256)),
            "an unknown key" => _directory.Token(Now, roles, token => token.SigningCredentials =
                new SigningCredentials(LoopbackDirectory.NewKey("other"), SecurityAlgorithms.RsaSha256)),
            "a shared secret" => _directory.Token(Now, roles, token => token.SigningCredentials =
                new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.ASCII.GetBytes(new string('k', 64))) { KeyId = "first" },
                    SecurityAlgorithms.HmacSha256)),
            "not signed" => $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{genuine.Split('.')[1]}.",
            "an ID token" => _directory.Token(Now, roles, isIdToken: true),
            "no token" => "not-a-token",
            _ => genuine[..^10],
        };
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request);
    }
}
