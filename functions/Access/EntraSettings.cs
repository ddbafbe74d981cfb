using Microsoft.Extensions.Configuration;

namespace LeadScoring.Access;

/// <summary>
/// The directory whose people and apps may sign in: settings <c>LeadScoring:Entra:TenantId</c>,
/// <c>LeadScoring:Entra:ClientId</c> and, for other clouds than the public one, <c>LeadScoring:Entra:Authority</c>.
/// <paramref name="Authority"/> ends with the tenant; null: nobody signs in so.
/// </summary>
public sealed record EntraSettings(Uri? Authority, string ClientId)
{
    /// <summary>Their tokens come from each person's own directory, so none of them would be of this one.</summary>
    private static readonly string[] ForAnyone = ["common", "organizations", "consumers"];

    private const string PublicCloud = "https://login.microsoftonline.com";

    /// <summary>Where the directory tells its issuer and its keys.</summary>
    public string Metadata => $"{Authority}/v2.0/.well-known/openid-configuration";

    /// <summary>What a console asks a token for.</summary>
    public string Wanted => $"api://{ClientId}/.default";

    /// <exception cref="StartRefusedException">A setting cannot be used, or one is missing.</exception>
    public static EntraSettings Read(IConfiguration settings)
    {
        var (tenant, client) = (settings["LeadScoring:Entra:TenantId"], settings["LeadScoring:Entra:ClientId"]);
        if (string.IsNullOrEmpty(tenant) && string.IsNullOrEmpty(client)) return new EntraSettings(null, "");
        if (!IsName(tenant) || !IsName(client))
            throw new StartRefusedException(
                "LeadScoring__Entra__TenantId and LeadScoring__Entra__ClientId are needed together: the directory's id "
                + "and the app registration's, as the Entra portal shows them.");
        if (ForAnyone.Contains(tenant!.ToLowerInvariant()))
            throw new StartRefusedException(
                $"LeadScoring__Entra__TenantId is '{tenant}', which stands for any directory: it must be the id of the "
                + "one whose people may sign in, as the Entra portal shows it (Directory (tenant) ID).");
        var cloud = settings["LeadScoring:Entra:Authority"] is { Length: > 0 } set ? set.TrimEnd('/') : PublicCloud;
        if (!Uri.TryCreate($"{cloud}/{tenant}", UriKind.Absolute, out var authority) || !MayBeAsked(authority))
            throw new StartRefusedException(
                "LeadScoring__Entra__Authority cannot be used: it must be an address that begins with https:// "
                + $"(http:// for this machine only), like {PublicCloud}.");
        return new EntraSettings(authority, client!);
    }

    private static bool IsName(string? text) =>
        text is { Length: > 0 and <= 100 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private static bool MayBeAsked(Uri address) => address is { UserInfo: "", Query: "", Fragment: "" }
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
