using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LeadScoring.Access;

/// <summary>
/// Checks bearer tokens of Microsoft Entra ID: signed by a key of the directory (RSA or EC, never a shared secret or
/// none), by its issuer, for this app, and of this time within two minutes.
/// </summary>
public sealed class EntraTokens(EntraSettings settings, EntraDirectory directory, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const int MostChars = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Null where none is sent, or no directory is set.</summary>
    public string? Sent(HttpRequest request) =>
        settings.Authority is not null && request.Headers.Authorization.FirstOrDefault() is { } header
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;

    public async Task<Knock> ReadAsync(string token, CancellationToken cancel)
    {
        var refused = Knock.Refused(KnockProblem.BadToken, KnockBy.Bearer);
        if (token.Length > MostChars || !_handler.CanReadToken(token)) return refused; // nobody is asked about noise
        if (await directory.ReadAsync(isKeyMissing: false, cancel) is not { } known)
            return Knock.Refused(KnockProblem.ProviderAway, KnockBy.Bearer);
        var result = await _handler.ValidateTokenAsync(token, By(known));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            known = (await directory.ReadAsync(isKeyMissing: true, cancel))!;
            result = await _handler.ValidateTokenAsync(token, By(known));
        }
        if (!result.IsValid) return refused;
        var claims = ((JsonWebToken)result.SecurityToken).Claims
            .ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);
        if (!EntraCaller.IsAccess(claims)) return refused;
        return EntraCaller.Of(claims) is { } caller
            ? new Knock(caller, KnockProblem.None, KnockBy.Bearer, new DateTimeOffset(result.SecurityToken.ValidTo))
            : Knock.Refused(KnockProblem.NoRole, KnockBy.Bearer);
    }

    private TokenValidationParameters By(OpenIdConnectConfiguration known) => new()
    {
        ValidIssuer = known.Issuer,
        ValidAudiences = [settings.ClientId, $"api://{settings.ClientId}"],
        IssuerSigningKeys = known.SigningKeys,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) =>
            time.GetUtcNow().UtcDateTime is var now && until + Skew > now && !(from - Skew > now),
    };
}
