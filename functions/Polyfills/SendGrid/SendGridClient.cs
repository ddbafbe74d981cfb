using System.Net.Http.Headers;
using System.Text;
using SendGrid.Helpers.Mail;

namespace SendGrid;

/// <summary>What the app calls of the official package's interface of the same name.</summary>
public interface ISendGridClient
{
    Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default);
}

/// <summary>Where a client sends its calls, and as whom.</summary>
public class BaseClientOptions
{
    public string? Host { get; set; }

    public string Version { get; set; } = "v3";

    public AuthenticationHeaderValue? Auth { get; set; }
}

/// <summary>Options of <see cref="SendGridClient"/>: the key, and the base URL for regional or test servers.</summary>
public class SendGridClientOptions : BaseClientOptions
{
    private string? _apiKey;

    public SendGridClientOptions() => Host = "https://api.sendgrid.com";

    public string? ApiKey
    {
        get => _apiKey;
        set => Auth = new AuthenticationHeaderValue("Bearer", _apiKey = value);
    }
}

/// <summary>
/// The Mail Send call of SendGrid's v3 API over an <see cref="HttpClient"/>: one request, no retry. An answer of any
/// status is returned; where there was none, the HTTP client's exception passes through.
/// </summary>
public abstract class BaseClient : ISendGridClient
{
    private readonly HttpClient _http;
    private readonly BaseClientOptions _options;

    protected BaseClient(HttpClient httpClient, BaseClientOptions options) => (_http, _options) = (httpClient, options);

    public async Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default)
    {
        var url = new Uri($"{_options.Host!.TrimEnd('/')}/{_options.Version}/mail/send");
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Authorization = _options.Auth;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new StringContent(msg.Serialize(), Encoding.UTF8, "application/json");
        var response = await _http.SendAsync(request, cancellationToken);
        return new Response(response.StatusCode, response.Content, response.Headers);
    }
}

/// <summary>The client that identifies itself by an API key.</summary>
public class SendGridClient(HttpClient httpClient, SendGridClientOptions options) : BaseClient(httpClient, options);
