using System.Text.Json.Serialization;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Exports;

/// <summary>
/// When a view is delivered (<see cref="CronTimes"/>), to whom (<c>mail:</c> and up to five addresses with commas
/// between, or <c>webhook:</c> and one), as what (<c>csv</c>, <c>json</c>) and in which language.
/// </summary>
public sealed record DeliveryPlan(string At, string To, string Format, string Lang)
{
    private const string Mail = "mail:";
    private const string Webhook = "webhook:";
    private const int MostAddresses = 5;

    [JsonIgnore]
    public bool IsCsv => Format == "csv";

    [JsonIgnore]
    public bool IsWebhook => To.StartsWith(Webhook, StringComparison.Ordinal);

    /// <summary>
    /// For those who do not plan deliveries: the host of a webhook, whose address may hold a token, and addresses of
    /// staff so that only who knows them recognises them.
    /// </summary>
    public DeliveryPlan Veiled() => this with
    {
        To = IsWebhook ? $"{Webhook}{Url?.Scheme}://{Url?.Authority}"
            : Mail + string.Join(',', Addresses.Select(EmailAddress.Masked)),
    };

    /// <summary>Whom mails go to; nobody where it is a webhook.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Addresses => To.StartsWith(Mail, StringComparison.Ordinal)
        ? To[Mail.Length..].Split(',', StringSplitOptions.TrimEntries)
        : [];

    /// <summary>Which address is called; null where it is mails.</summary>
    [JsonIgnore]
    public Uri? Url => IsWebhook && Uri.TryCreate(To[Webhook.Length..], UriKind.Absolute, out var url) ? url : null;

    public static DeliveryPlan Read(JsonFields fields, DateTimeOffset now, DateTimeZone zone)
    {
        fields.RefuseOthers("at", "to", "format", "lang");
        var (at, to) = (fields.RequiredText("at", 100), fields.RequiredText("to", 1_500));
        if (at.Length > 0 && CronTimes.Parse(at, out var reason)?.NextAfter(now, zone) is null)
            fields.Refuse("at", reason);
        if (to.StartsWith(Mail, StringComparison.Ordinal)) to = ReadAddresses(fields, to);
        else if (to.Length > 0 && !to.StartsWith(Webhook, StringComparison.Ordinal))
            fields.Refuse("to", "Must be mail: and an address, or webhook: and an address that begins with https://.");
        return new DeliveryPlan(
            at, to, fields.OneOf("format", ["csv", "json"]) ?? "csv",
            fields.Has("lang") ? fields.Language([]) : Languages.Japanese);
    }

    private static string ReadAddresses(JsonFields fields, string to)
    {
        var typed = to[Mail.Length..].Split(',', StringSplitOptions.TrimEntries);
        if (typed.Length > MostAddresses) fields.Refuse("to", $"Must name at most {MostAddresses} addresses.");
        var read = new List<string>();
        foreach (var text in typed)
        {
            if (EmailAddress.Parse(text, out var reason) is { } address) read.Add(address.Text);
            else fields.Refuse("to", reason!);
        }
        return Mail + string.Join(',', read.Distinct(StringComparer.OrdinalIgnoreCase));
    }
}
