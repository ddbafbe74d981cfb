using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace LeadScoring.Mail;

/// <summary>
/// Sends through SendGrid, one request a mail. Which answers allow another try follows SendGrid's own meaning of its
/// status codes: 429 and 503 (the API is not available) come before acceptance, 401 and 403 tell of the account and not
/// of the mail. Other 5xx answers arise while the mail is worked on, so that nobody knows: it may have gone out.
/// </summary>
public sealed class SendGridDelivery(ISendGridClient client, SendGridSettings settings, TimeProvider time)
    : IMailDelivery
{
    /// <summary>SendGrid takes less than 30 MB; what the mail is wrapped in is well under the rest.</summary>
    private const int LargestContent = 29_000_000;

    private readonly ProviderGate _gate = new(time);

    public TimeSpan? ClosedFor => _gate.ClosedFor;

    /// <param name="http">Lives as long as the app; must not retry by itself.</param>
    /// <param name="apiKey">Setting <c>SendGrid:ApiKey</c>.</param>
    /// <param name="baseUrl">Setting <c>SendGrid:BaseUrl</c>; null for SendGrid's own.</param>
    /// <param name="settings">How they go.</param>
    /// <param name="time">For answers that name an instant to come back at.</param>
    public static SendGridDelivery Create(
        HttpClient http, string apiKey, string? baseUrl, SendGridSettings settings, TimeProvider time)
    {
        var options = new SendGridClientOptions { ApiKey = apiKey };
        if (!string.IsNullOrWhiteSpace(baseUrl)) options.Host = baseUrl;
        return new SendGridDelivery(new SendGridClient(http, options), settings, time);
    }

    public async Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var (html, text) = (mail.Content.Html, mail.Content.Text);
        var attached = Base64.GetMaxEncodedToUtf8Length(mail.Attachment?.Bytes.Length ?? 0);
        if (Encoding.UTF8.GetByteCount(html) + Encoding.UTF8.GetByteCount(text) + attached > LargestContent)
            throw new MailRefusedException("sendgrid-too-large");
        if (_gate.ClosedFor is { } wait) throw new MailUnavailableException("sendgrid-closed", wait);
        try
        {
            var receipt = await HandOverAsync(mail, cancellationToken);
            _gate.Passed();
            return receipt;
        }
        catch (MailRefusedException)
        {
            _gate.Passed(); // it answers again, though this mail is none
            throw;
        }
        catch (MailUnavailableException away)
        {
            _gate.Close(away.RetryAfter);
            throw;
        }
    }

    private async Task<DeliveryReceipt> HandOverAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var response = await SendAsync(ToMessage(mail), cancellationToken);
        using var body = response.Body;
        if (response.IsSuccessStatusCode)
            return new DeliveryReceipt(HeaderOf(response, "X-Message-Id") ?? "")
            {
                GoesNowhere = settings.Sandbox ? "sandbox" : null,
            };
        var reason = string.Create(CultureInfo.InvariantCulture, $"sendgrid-{(int)response.StatusCode}");
        throw response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Unauthorized
                or HttpStatusCode.Forbidden => new MailUnavailableException(reason, RetryAfter(response)),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError =>
                new MailRefusedException(reason + await FieldsAsync(body, cancellationToken)),
            _ => new HttpRequestException(reason, null, response.StatusCode),
        };
    }

    private async Task<Response> SendAsync(SendGridMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendEmailAsync(message, cancellationToken);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError)
        {
            throw new MailUnavailableException("sendgrid-not-reached", cause: error);
        }
    }

    private SendGridMessage ToMessage(OutgoingMail mail) => new()
    {
        From = new EmailAddress(mail.From.Email, mail.From.Name),
        ReplyTo = mail.ReplyTo is { } replyTo ? new EmailAddress(replyTo) : null,
        Subject = mail.Template is null ? mail.Content.Subject : null,
        PlainTextContent = mail.Template is null ? mail.Content.Text : null,
        HtmlContent = mail.Template is null ? mail.Content.Html : null,
        TemplateId = mail.Template?.Id,
        Personalizations =
        [
            new Personalization
            {
                Tos = [new EmailAddress(mail.To.Email, mail.To.Name)],
                CustomArgs = ArgumentsOf(mail),
                TemplateData = mail.Template?.Data,
            },
        ],
        Attachments = mail.Attachment is { } file
            ?
            [
                new Attachment
                {
                    Content = Convert.ToBase64String(file.Bytes),
                    Type = file.MediaType,
                    Filename = file.FileName,
                    Disposition = "attachment",
                },
            ]
            : null,
        Headers = mail.UnsubscribeHeaders.Count == 0 ? null : new Dictionary<string, string>(mail.UnsubscribeHeaders),
        Categories = mail.Step is { } step ? [mail.Category, $"{mail.Category}.{step}"] : [mail.Category],
        IpPoolName = settings.IpPool,
        MailSettings = settings.Sandbox ? new() { SandboxMode = new() { Enable = true } } : null,
        TrackingSettings = new TrackingSettings
        {
            // Measured links are ours already: a second redirect would count a click twice, and break signed links.
            ClickTracking = new ClickTracking { Enable = false, EnableText = false },
            OpenTracking = new OpenTracking { Enable = mail.Measured },
            // Its link would unsubscribe people at SendGrid, where our consent records do not see it.
            SubscriptionTracking = new SubscriptionTracking { Enable = false },
        },
    };

    /// <summary>They come back with every event of this mail.</summary>
    private static Dictionary<string, string> ArgumentsOf(OutgoingMail mail)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["send_id"] = mail.SendId };
        if (mail.LeadId is { } leadId) arguments["lead_id"] = leadId;
        return arguments;
    }

    private TimeSpan? RetryAfter(Response response)
    {
        var now = time.GetUtcNow();
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => long.TryParse(HeaderOf(response, "X-RateLimit-Reset"), CultureInfo.InvariantCulture, out var reset)
                && reset is > 0 and < 100_000_000_000
                ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
                : (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? HeaderOf(Response response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    // Only the names of the fields: the messages beside them may repeat the address.
    private static async Task<string> FieldsAsync(HttpContent body, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = JsonDocument.Parse(await body.ReadAsStringAsync(cancellationToken));
            var fields = answer.RootElement.GetProperty("errors").EnumerateArray()
                .Select(error => error.TryGetProperty("field", out var field) ? field.GetString() : null)
                .Where(field => field is not null && field.All(IsOfFieldNames));
            return string.Concat(fields.Take(5).Select(field => $" {field}"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "";
        }
    }

    private static bool IsOfFieldNames(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '[' or ']';
}
