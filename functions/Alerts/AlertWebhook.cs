using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Alerts;

/// <summary>
/// Where alerts are told to and how they are signed: settings <c>LeadScoring:AlertWebhookUrl</c> and
/// <c>LeadScoring:AlertWebhookSecret</c>. The address is the operator's; nothing that data says leads anywhere.
/// </summary>
/// <param name="Url">Null: no webhook.</param>
/// <param name="Secrets">Several while they are being changed: each signs.</param>
public sealed record WebhookSettings(Uri? Url, IReadOnlyList<byte[]> Secrets)
{
    /// <exception cref="StartRefusedException">The address or a secret cannot be used.</exception>
    public static WebhookSettings Read(IConfiguration settings)
    {
        var secrets = (settings["LeadScoring:AlertWebhookSecret"] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => StandardWebhook.Secret(text) ?? throw new StartRefusedException(
                "LeadScoring__AlertWebhookSecret is not a secret of Standard Webhooks: it must be whsec_ and 24 to 64 "
                + "bytes in base64, several separated by commas. Make one with: "
                + "echo whsec_$(openssl rand -base64 32)"))
            .ToList();
        if (settings["LeadScoring:AlertWebhookUrl"] is not { Length: > 0 } address)
            return new WebhookSettings(null, secrets);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !MayReceive(url))
            throw new StartRefusedException(
                "LeadScoring__AlertWebhookUrl cannot be used: it must be an absolute address that begins with https:// "
                + "(http:// for this machine only), without a user name, password or fragment.");
        if (secrets.Count == 0)
            throw new StartRefusedException(
                "LeadScoring__AlertWebhookSecret is missing: with LeadScoring__AlertWebhookUrl each call is signed. "
                + "Make one with: echo whsec_$(openssl rand -base64 32)");
        return new WebhookSettings(url, secrets);
    }

    internal static bool MayReceive(Uri url) => url.UserInfo.Length == 0 && url.Fragment.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}

/// <summary>
/// Tells an alert to the brand's own system, as https://www.standardwebhooks.com says: ids and kinds only, signed. Of
/// the answer only the status counts; a redirect is none.
/// </summary>
public sealed class AlertWebhook(HttpClient http, WebhookSettings settings, TimeProvider time)
{
    public bool IsOn => settings.Url is not null;

    /// <summary>How long one call may take, sending and answering, unless it says so itself.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A client that follows nobody, keeps nothing and repeats nothing by itself.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    public Task<WebhookAnswer> TellAsync(AlertId id, Alert alert, CancellationToken cancel) => CallAsync(
        settings.Url!,
        new WebhookCall(id.ToString(), "application/json", Encoding.UTF8.GetBytes(StandardWebhook.Body(id, alert))),
        cancel);

    /// <summary>Posts anything, signed in the same way; whether that address may be called, the caller knows.</summary>
    public async Task<WebhookAnswer> CallAsync(Uri url, WebhookCall call, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(call.Patience ?? Patience);
        try
        {
            using var request = Request(url, call);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new WebhookAnswer((int)answer.StatusCode, null);
        }
        catch (HttpRequestException failed)
        {
            return new WebhookAnswer(null, $"no answer ({failed.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "no answer in time");
        }
    }

    private HttpRequestMessage Request(Uri url, WebhookCall call)
    {
        var (id, at) = (call.Id, time.GetUtcNow().ToUnixTimeSeconds());
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(call.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.MediaType);
        request.Headers.UserAgent.ParseAdd("LeadScoring");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            "webhook-signature", StandardWebhook.Signatures(settings.Secrets, id, at, call.Body));
        return request;
    }
}

/// <summary>
/// What is posted; <paramref name="Id"/> is the same at every try of the same content, so that the receiver knows a
/// repetition. <paramref name="Patience"/> is how long it may take; null: as long as an alert.
/// </summary>
public sealed record WebhookCall(string Id, string MediaType, byte[] Body, TimeSpan? Patience = null);
