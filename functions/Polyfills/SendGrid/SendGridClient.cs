using System.Net.Http.Headers;
using System.Text;
using SendGrid.Helpers.Mail;

namespace SendGrid;

/// <summary>What the app calls of the official package's interface of the same name.</summary>
public interface ISendGridClient
{
    Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default);
}

/// <summary>Options of <see cref="SendGridClient"/>: the key, and the base URL for regional or test servers.</summary>
public class SendGridClientOptions
{
    public string? ApiKey { get; set; }

    public string Host { get; set; } = "https://api.sendgrid.com";

    public string Version { get; set; } = "v3";
}

/// <summary>
/// The Mail Send call of SendGrid's v3 API over an <see cref="HttpClient"/>: one request, no retry. An answer of any
/// status is returned; where there was none, the HTTP client's exception passes through.
/// </summary>
public class SendGridClient(HttpClient httpClient, SendGridClientOptions options) : ISendGridClient
{
    public async Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default)
    {
        var url = new Uri($"{options.Host.TrimEnd('/')}/{options.Version}/mail/send");
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new StringContent(msg.Serialize(), Encoding.UTF8, "application/json");
        var response = await httpClient.SendAsync(request, cancellationToken);
        return new Response(response.StatusCode, response.Content, response.Headers);
    }
}
