using System.Text.Json.Serialization;

namespace SendGrid.Helpers.Mail;

/// <summary>An address with the name shown beside it.</summary>
public class EmailAddress
{
    public EmailAddress()
    {
    }

    public EmailAddress(string email, string? name = null) => (Email, Name) = (email, name);

    [JsonPropertyName("email")]
    public string? Email { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }
}

/// <summary>The receivers of one copy, with what is theirs alone.</summary>
public class Personalization
{
    [JsonPropertyName("to")]
    public List<EmailAddress>? Tos { get; set; }

    [JsonPropertyName("custom_args")]
    public Dictionary<string, string>? CustomArgs { get; set; }

    [JsonPropertyName("dynamic_template_data")]
    public object? TemplateData { get; set; }
}

/// <summary>One body, by its media type.</summary>
public class Content
{
    public Content()
    {
    }

    public Content(string type, string value) => (Type, Value) = (type, value);

    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>A file that comes with the mail; its content is base64.</summary>
public class Attachment
{
    [JsonPropertyName("content")]
    public string? Content { get; set; }

    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("filename")]
    public string? Filename { get; set; }

    [JsonPropertyName("disposition")]
    public string? Disposition { get; set; }
}

/// <summary>How SendGrid handles a mail.</summary>
public class MailSettings
{
    [JsonPropertyName("sandbox_mode")]
    public SandboxMode? SandboxMode { get; set; }
}

/// <summary>Whether a mail is only checked: it is answered 200, not sent, and no event tells of it.</summary>
public class SandboxMode
{
    [JsonPropertyName("enable")]
    public bool? Enable { get; set; }
}

/// <summary>What SendGrid adds to a mail; what is not set follows the account's settings.</summary>
public class TrackingSettings
{
    [JsonPropertyName("click_tracking")]
    public ClickTracking? ClickTracking { get; set; }

    [JsonPropertyName("open_tracking")]
    public OpenTracking? OpenTracking { get; set; }

    [JsonPropertyName("subscription_tracking")]
    public SubscriptionTracking? SubscriptionTracking { get; set; }
}

/// <summary>Whether SendGrid adds its own unsubscribe link.</summary>
public class SubscriptionTracking
{
    [JsonPropertyName("enable")]
    public bool Enable { get; set; }
}

/// <summary>Whether SendGrid leads links over its own servers, in HTML and in plain text.</summary>
public class ClickTracking
{
    [JsonPropertyName("enable")]
    public bool? Enable { get; set; }

    [JsonPropertyName("enable_text")]
    public bool? EnableText { get; set; }
}

/// <summary>Whether SendGrid adds a picture that tells of opens.</summary>
public class OpenTracking
{
    [JsonPropertyName("enable")]
    public bool? Enable { get; set; }
}
