using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Parsing;
using LeadScoring.Visitors;

namespace LeadScoring.Intake;

/// <summary>Parses an entry at the door; JSON and forms meet here, a form having become the same JSON before.</summary>
public sealed partial class EntryParser(
    Campaign campaign, Sender sender, DisposableDomains disposable, VisitorIds visitors, Chance chance,
    DateTimeOffset now)
{
    private const int MaxAttributes = 50;
    private const int MaxAnswer = 500;

    /// <summary>The entry and whose it is; null where something is wrong (see the fields' refusals).</summary>
    public (EmailAddress Email, Entry Entry)? Parse(JsonFields fields)
    {
        var email = Email(fields);
        var locale = Locale(fields);
        var (optInEmail, optInPhone) = OptIn(fields);
        var entry = new Entry
        {
            EntryId = fields.Text("entryId", 100) ?? chance.NewId(),
            CampaignId = campaign.Id,
            Email = email?.Text ?? "",
            Name = fields.Text("name", 100),
            Phone = Phone(fields),
            Locale = locale,
            Visitor = fields.Text("visitorId", 100) is { } visitorId ? visitors.Of(visitorId) : null,
            ReferralCode = fields.Text("referralCode", 50),
            Attributes = Attributes(fields),
            OptInEmail = optInEmail,
            OptInPhone = optInPhone,
            Source = Source(fields),
            ReceivedAt = now,
            WordingVersion = campaign.OptIn.Version,
            Wording = campaign.OptIn.Wording.For(locale),
            ShownFrom = campaign.OptIn.ShownFrom,
            LegalName = sender.LegalName.For(locale),
            Purposes = campaign.OptIn.Purposes is { Count: > 0 } purposes ? purposes : null,
        };
        if (optInPhone && entry.Phone is null) fields.Refuse("phone", "Is required when optIn.phone is true.");
        return fields.Refusals.Any || email is null ? null : (email, entry);
    }

    private EmailAddress? Email(JsonFields fields)
    {
        var email = fields.RequiredEmail("email");
        if (email is not null && disposable.Cover(email))
            fields.Refuse("email", "Must be an address that you keep: this domain's are thrown away after minutes.");
        return email;
    }

    internal static string? Phone(JsonFields fields)
    {
        var phone = fields.Text("phone", 40);
        if (phone is not null && !PhonePattern().IsMatch(phone))
            fields.Refuse("phone", "Must be a phone number like 03-1234-5678 or +81 3 1234 5678.");
        return phone;
    }

    private string Locale(JsonFields fields)
    {
        var language = fields.Text("locale", 20)?.Split('-', '_')[0].ToLowerInvariant();
        return language is not null && sender.Locales.Contains(language) ? language : sender.Locales.First();
    }

    /// <summary><c>true</c> opts into mail; an object says it per channel. Silence is no.</summary>
    private static (bool Email, bool Phone) OptIn(JsonFields fields)
    {
        if (!fields.Has("optIn")) return (false, false);
        if (fields.Element.GetProperty("optIn").ValueKind != JsonValueKind.Object)
            return (fields.Flag("optIn") ?? false, false);
        var channels = fields.Object("optIn")!;
        return (channels.Flag("email") ?? false, channels.Flag("phone") ?? false);
    }

    internal static Dictionary<string, string> Attributes(JsonFields fields)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fields.Object("attributes") is not { } given) return attributes;
        foreach (var name in given.Element.EnumerateObject().Select(member => member.Name))
        {
            if (!AttributePattern().IsMatch(name))
                given.Refuse(name, "Must be named with letters and digits, at most 40, like leaseEnd.");
            else if (TextOf(given, name) is { Length: > MaxAnswer })
                given.Refuse(name, $"Must be at most {MaxAnswer} characters."); // a number may have as many digits
            else if (TextOf(given, name) is { } value)
                attributes[name] = value;
        }
        if (attributes.Count > MaxAttributes)
            fields.Refuse("attributes", $"Must hold at most {MaxAttributes} answers.");
        return attributes;
    }

    /// <summary>Answers are texts; a bare number or true is what a careless page sends and means the same.</summary>
    private static string? TextOf(JsonFields fields, string name) => fields.Element.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } plain => plain.GetRawText(),
        _ => fields.Text(name, MaxAnswer),
    };

    private static EntrySource? Source(JsonFields fields)
    {
        if (fields.Object("source") is not { } source) return null;
        return new EntrySource(
            source.Text("utmSource"), source.Text("utmMedium"), source.Text("utmCampaign"), source.Text("utmTerm"),
            source.Text("utmContent"), source.Text("referrer", 2000), source.Text("page", 2000));
    }

    [GeneratedRegex(@"^[0-9０-９+＋()（）\-－ー‐ .]{5,40}\z")]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,39}\z")]
    private static partial Regex AttributePattern();
}
