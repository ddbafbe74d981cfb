using LeadScoring.Alerts;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Exports;

/// <summary>
/// Where views may be delivered to by webhook: hosts that the operator names (setting <c>LeadScoring:DeliveryHosts</c>,
/// with the port where it is not the usual one) and that of the alerts' webhook. A view is data, and what data says
/// leads nowhere else: not into the network the app stands in, and not to whoever got hold of a key.
/// </summary>
public sealed class DeliveryHosts(WebhookSettings webhook, IConfiguration settings)
{
    private readonly HashSet<string> _hosts = new(
        (settings["LeadScoring:DeliveryHosts"] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Append(webhook.Url?.Authority).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Calls are signed; without a secret there are none.</summary>
    public bool AreSigned => webhook.Secrets.Count > 0;

    public bool Allow(Uri url) => WebhookSettings.MayReceive(url) && _hosts.Contains(url.Authority);
}
