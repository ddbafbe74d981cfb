using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadScoring.Tests.Access;

/// <summary>A directory on this machine: its discovery document, its keys and its tokens.</summary>
internal sealed class LoopbackDirectory : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Client = "99999999-8888-7777-6666-555555555555";

    private readonly WebApplication _app;
    private (string Challenge, string Nonce, string Page) _asked;
    private RsaSecurityKey _key = NewKey("first");

    private LoopbackDirectory()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet($"/{Tenant}/v2.0/.well-known/openid-configuration", () => IsAway
            ? Results.StatusCode(503)
            : Results.Json(new { issuer = Issuer, jwks_uri = $"{Address}/keys" }));
        _app.MapGet($"/{Tenant}/oauth2/v2.0/authorize", (HttpRequest request) => SendBack(request.Query));
        _app.MapPost($"/{Tenant}/oauth2/v2.0/token", async (HttpContext http) =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            return Redeem(await http.Request.ReadFormAsync());
        });
        _app.MapGet("/keys", () => IsAway
            ? Results.StatusCode(503)
            : Results.Json(new { keys = new[] { Public(_key) } }));
    }

    public bool IsAway { get; set; }

    /// <summary>Who a browser is signed in as, by their roles, and when by the app's clock.</summary>
    public (DateTimeOffset Now, string[] Roles) Person { get; set; }

    /// <summary>What a browser is answered wrongly: <c>state</c> or <c>nonce</c>; null: nothing.</summary>
    public string? Wrong { get; set; }

    /// <summary>How many codes were exchanged for tokens.</summary>
    public int Redeemed { get; private set; }

    public string Address => _app.Urls.First();

    public string Issuer => $"{Address}/{Tenant}/v2.0";

    public string[] Settings =>
    [
        $"--LeadScoring:Entra:TenantId={Tenant}", $"--LeadScoring:Entra:ClientId={Client}",
        $"--LeadScoring:Entra:Authority={Address}",
    ];

    public static async Task<LoopbackDirectory> OpenAsync()
    {
        var directory = new LoopbackDirectory();
        await directory._app.StartAsync();
        return directory;
    }

    /// <summary>From now on tokens are signed by another key, and only that is told.</summary>
    public void ChangeKey() => _key = NewKey("second");

    /// <summary>A token as the directory makes it for a salesperson, unless said otherwise.</summary>
    public string Token(
        DateTimeOffset now, string[] roles, Action<SecurityTokenDescriptor>? change = null, bool isIdToken = false,
        string nonce = "n")
    {
        var claims = new List<Claim>
        {
            new("oid", "0a0a"), new("name", "青木 真理"), new("preferred_username", "Aoki@brand.example"),
            isIdToken ? new Claim("nonce", nonce) : new Claim("azp", Client),
        };
        claims.AddRange(roles.Select(role => new Claim("roles", role)));
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Client,
            NotBefore = now.UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.UtcDateTime.AddHours(1),
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler().CreateToken(descriptor);
    }

    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Back to the page that asked, with a code for what it asked.</summary>
    private IResult SendBack(IQueryCollection asked)
    {
        Assert.Equal(
            ("code", "fragment", Client, "S256"),
            ((string?)asked["response_type"], (string?)asked["response_mode"], (string?)asked["client_id"],
                (string?)asked["code_challenge_method"]));
        _asked = (asked["code_challenge"]!, asked["nonce"]!, asked["redirect_uri"]!);
        var state = Wrong == "state" ? "another" : (string?)asked["state"];
        return Results.Redirect($"{_asked.Page}#code=the-code&state={state}");
    }

    /// <summary>Tokens for the code, for whoever proves that it was they who asked.</summary>
    private IResult Redeem(IFormCollection form)
    {
        var proof = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (proof != _asked.Challenge || form["code"] != "the-code" || form["redirect_uri"] != _asked.Page)
            return Results.BadRequest(new { error = "invalid_grant" });
        Redeemed++;
        var nonce = Wrong == "nonce" ? "another" : _asked.Nonce;
        return Results.Json(new
        {
            access_token = Token(Person.Now, Person.Roles),
            id_token = Token(Person.Now, Person.Roles, isIdToken: true, nonce: nonce),
        });
    }

    private static object Public(RsaSecurityKey key)
    {
        var parts = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA", use = "sig", kid = key.KeyId, n = Base64UrlEncoder.Encode(parts.Modulus),
            e = Base64UrlEncoder.Encode(parts.Exponent),
        };
    }
}
