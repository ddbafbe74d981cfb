using System.Net.Mail;
using System.Text.RegularExpressions;
using LeadScoring.Consent;
using LeadScoring.Parsing;
using LeadScoring.Rights;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Mail;

/// <summary>
/// The legal sender of every mail, from <c>sender.json</c>: what the law wants shown in each mail (name, address,
/// contact), who it comes from, and the brand's look. <see cref="Colour"/> is <c>#rrggbb</c>; <see cref="Site"/> is an
/// absolute address or a path below the app's public URL; <see cref="LandingCampaign"/> is what the landing page shows
/// when it is not asked for another.
/// </summary>
public sealed partial record Sender(
    LocalizedText Brand,
    LocalizedText LegalName,
    LocalizedText Address,
    LocalizedText Contact,
    SenderAddress From,
    string? ReplyTo,
    DateTimeZone TimeZone,
    string Colour,
    LocalizedText Site,
    string LandingCampaign)
{
    /// <summary>The languages the brand writes in: those of its own name.</summary>
    public IReadOnlyCollection<string> Locales => [.. Brand.ByLocale.Keys];

    /// <summary>The brand's local day of an instant.</summary>
    public LocalDate DayOf(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(TimeZone).Date;

    public Retention Retention { get; init; } = Retention.Default;

    public ConsentPolicy Consent { get; init; } = ConsentPolicy.Default;

    public SendingRules Sending { get; init; } = SendingRules.Default;

    /// <summary>How many mails of scenarios may go on a day.</summary>
    public SendLimits Sends { get; init; } = SendLimits.None;

    /// <summary>Reads the sender file; what is wrong with it is noted in the fields' refusals.</summary>
    public static Sender Read(JsonFields fields)
    {
        fields.RefuseOthers("brand", "legalName", "address", "contact", "from", "replyTo", "timeZone", "colour", "site",
            "landingCampaign", "retention", "consent", "caps", "quiet", "holdoutPercent", "sends");
        return new Sender(
            LocalizedText.ReadRequired(fields, "brand", 80),
            LocalizedText.ReadRequired(fields, "legalName", 200),
            LocalizedText.ReadRequired(fields, "address", 300),
            LocalizedText.ReadRequired(fields, "contact", 300),
            ReadFrom(fields),
            MailAddressIn(fields, "replyTo"),
            fields.TimeZone("timeZone") ?? fields.Missing("timeZone", DateTimeZone.Utc),
            ReadColour(fields),
            LocalizedText.ReadRequired(fields, "site", 500),
            fields.RequiredText("landingCampaign", 50))
        {
            Retention = Retention.Read(fields),
            Consent = ConsentPolicy.Read(fields),
            Sending = SendingRules.Read(fields),
            Sends = SendLimits.Read(fields),
        };
    }

    private static SenderAddress ReadFrom(JsonFields fields)
    {
        if (fields.Object("from") is not { } from)
            return fields.Missing("from", new SenderAddress("", LocalizedText.Empty));
        from.RefuseOthers("email", "name");
        return new SenderAddress(
            MailAddressIn(from, "email") ?? from.Missing("email", ""), LocalizedText.ReadRequired(from, "name", 80));
    }

    private static string? MailAddressIn(JsonFields fields, string name)
    {
        var text = fields.Text(name, 254);
        if (text is not null && !(MailAddress.TryCreate(text, out var address) && address.Address == text))
            fields.Refuse(name, $"Must be a mail address like news@example.jp, but is '{text}'.");
        return text;
    }

    private static string ReadColour(JsonFields fields)
    {
        var colour = fields.RequiredText("colour", 20);
        if (colour.Length > 0 && !ColourPattern().IsMatch(colour))
            fields.Refuse("colour", $"Must be a colour like #1f5f8b, but is '{colour}'.");
        return colour;
    }

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex ColourPattern();
}

/// <summary>The From line of a mail.</summary>
public sealed record SenderAddress(string Email, LocalizedText Name);
