using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Tests.Hits;

/// <summary>Signs bodies as SendGrid does, with a key of its own.</summary>
internal sealed class Provider : IDisposable
{
    public const string Signature = "X-Twilio-Email-Event-Webhook-Signature";
    public const string Timestamp = "X-Twilio-Email-Event-Webhook-Timestamp";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Setting => $"--SendGrid:WebhookPublicKey={PublicKey}";

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public Task<HttpResponseMessage> PostAsync(HttpClient http, string body) =>
        PostAsync(http, Encoding.UTF8.GetBytes(body));

    /// <param name="http">The app.</param>
    /// <param name="body">What is signed.</param>
    /// <param name="sent">What arrives instead; null: the same.</param>
    public async Task<HttpResponseMessage> PostAsync(HttpClient http, byte[] body, byte[]? sent = null)
    {
        const string At = "1801526400";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/sendgrid")
        {
            Content = new ByteArrayContent(sent ?? body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(Timestamp, At);
        request.Headers.Add(Signature, Convert.ToBase64String(_key.SignData(
            [.. Encoding.UTF8.GetBytes(At), .. body], HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence)));
        return await http.SendAsync(request);
    }

    public async Task TellAsync(HttpClient http, params IEnumerable<object> events)
    {
        using var answer = await PostAsync(http, System.Text.Json.JsonSerializer.Serialize(events));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public void Dispose() => _key.Dispose();
}
