namespace LeadScoring.Access;

/// <summary>Who somebody is by the claims of their token, and what their app roles allow.</summary>
public static class EntraCaller
{
    private const string RolePrefix = "LeadScoring.";

    /// <summary>
    /// Null without any role of this app. Whose claims a person makes is what the claim <c>owner</c> says, and
    /// nothing else: a name before an @ may be a guest's, who has it in another directory.
    /// </summary>
    /// <param name="claims">The token's claims; roles may come several times.</param>
    public static Caller? Of(ILookup<string, string> claims)
    {
        var scopes = claims["roles"].Where(role => role.StartsWith(RolePrefix, StringComparison.Ordinal))
            .Select(role => ScopeNames.Find(role[RolePrefix.Length..].ToLowerInvariant()) ?? Scope.None)
            .Aggregate(Scope.None, (all, one) => all | one);
        if (scopes == Scope.None || claims["oid"].FirstOrDefault() is not { Length: > 0 } id) return null;
        var user = claims["preferred_username"].FirstOrDefault();
        return new Caller(
            $"entra:{id}", claims["name"].FirstOrDefault() ?? user ?? claims["azp"].FirstOrDefault() ?? id, scopes,
            claims["owner"].FirstOrDefault());
    }

    /// <summary>What a scope is called as an app role.</summary>
    public static string RoleOf(Scope scope) => RolePrefix + scope;

    /// <summary>
    /// Only a token made for an app to act with names the app that asked for it, or what it may ask. The one that tells
    /// a page who signed in (an ID token) has the same audience and opens nothing.
    /// </summary>
    public static bool IsAccess(ILookup<string, string> claims) =>
        claims.Contains("scp") || claims.Contains("azp") || claims.Contains("appid");
}
