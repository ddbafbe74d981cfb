using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Where an account's tables are and how requests to them are authenticated.</summary>
internal sealed record TableAccount(Uri Endpoint, string Name, HttpPipelinePolicy Authentication)
{
    private const string Scope = "https://storage.azure.com/.default";

    // The emulator's account, the same on every machine and published by its makers: no secret.
    private const string EmulatorName = "devstoreaccount1";
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableAccount Of(Uri endpoint, TableSharedKeyCredential credential) =>
        new(endpoint, credential.AccountName, new SharedKeyPolicy(credential));

    public static TableAccount Of(Uri endpoint, TokenCredential credential) =>
        new(endpoint, endpoint.Host.Split('.')[0], new BearerTokenAuthenticationPolicy(credential, Scope));

    /// <summary>
    /// Reads <c>UseDevelopmentStorage=true</c>, or an account's name and key with its endpoint or suffix.
    /// </summary>
    /// <exception cref="FormatException">The connection string lacks something; the message says what.</exception>
    public static TableAccount Parse(string connectionString)
    {
        var settings =
            connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(setting => setting.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase);
        if (settings.GetValueOrDefault("UseDevelopmentStorage") == "true")
            return Of(new Uri($"http://127.0.0.1:10002/{EmulatorName}"),
                new TableSharedKeyCredential(EmulatorName, EmulatorKey));

        var name = Required(settings, "AccountName");
        var credential = new TableSharedKeyCredential(name, Required(settings, "AccountKey"));
        var endpoint = settings.GetValueOrDefault("TableEndpoint")
            ?? $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.table."
            + settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return Of(new Uri(endpoint), credential);
    }

    private static string Required(Dictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new FormatException($"The storage connection string has no {name}.");
}
