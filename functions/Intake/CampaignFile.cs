using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScoring.Parsing;
using LeadScoring.Spend;
using NodaTime;

namespace LeadScoring.Intake;

/// <summary>Reads one campaign file field by field; the fields' refusals name every mistake.</summary>
internal sealed partial class CampaignFile(JsonFields fields)
{
    private static readonly Dictionary<string, EntryLimit> Limits = new(StringComparer.Ordinal)
    {
        ["one-per-person"] = EntryLimit.OnePerPerson,
        ["one-per-day"] = EntryLimit.OnePerDay,
        ["unlimited"] = EntryLimit.Unlimited,
    };

    public Campaign Read()
    {
        fields.RefuseOthers(
            "id", "product", "title", "opens", "closes", "entries", "optIn", "thanksUrl", "allowedOrigins",
            "confirmTemplate", "prizeDraw", "costPerMonth", "classGate", "attributes", "hours", "total", "serialCodes",
            "codesPerPerson", "landingUrl");
        var (opens, closes) = Period();
        return new Campaign(
            Id(),
            fields.RequiredText("product", 40),
            LocalizedText.ReadRequired(fields, "title", 200),
            opens,
            closes,
            Limits.GetValueOrDefault(fields.RequiredOneOf("entries", Limits.Keys)),
            OptIn(),
            PageAddress("thanksUrl", LocalizedText.ReadRequired(fields, "thanksUrl", 500)),
            [.. fields.Items("allowedOrigins", 50).Select(Origin)],
            fields.Text("confirmTemplate", 80) ?? "confirm",
            Draw(),
            CostPerMonth(),
            fields.Texts("classGate", 10),
            [.. fields.Items("attributes", 50).Select(AttributeName)])
        {
            Hours = fields.Object("hours") is { } hours ? OpeningHours.Read(hours) : null,
            Total = fields.Whole("total", 1, 100_000_000),
            SerialCodes = fields.Flag("serialCodes") ?? false,
            CodesPerPerson = CodesPerPerson(),
            LandingUrl = fields.Has("landingUrl")
                ? PageAddress("landingUrl", LocalizedText.ReadRequired(fields, "landingUrl", 500))
                : null,
        };
    }

    private int? CodesPerPerson()
    {
        var most = fields.Whole("codesPerPerson", 1, 1000);
        if (most is not null && fields.Flag("serialCodes") is not true)
            fields.Refuse("codesPerPerson", "Needs serialCodes to be true: without codes it has no effect.");
        if (most is not null && fields.Text("entries") == "one-per-person")
            fields.Refuse("codesPerPerson", "Has no effect with one-per-person: say one-per-day or unlimited.");
        return most;
    }

    private string Id()
    {
        var id = fields.RequiredText("id", 50);
        if (id.Length > 0 && !IdPattern().IsMatch(id))
            fields.Refuse("id", "Must be small letters, digits and hyphens, for example car-launch-2026.");
        return id;
    }

    private (DateTimeOffset Opens, DateTimeOffset Closes) Period()
    {
        var opens = fields.RequiredTime("opens");
        var closes = fields.RequiredTime("closes");
        if (opens != default && closes != default && closes <= opens)
            fields.Refuse("closes", "Must be later than opens.");
        return (opens, closes);
    }

    private OptInWording OptIn()
    {
        if (fields.Object("optIn") is not { } optIn)
        {
            return fields.Missing("optIn", new OptInWording("", LocalizedText.Empty));
        }

        optIn.RefuseOthers("version", "wording", "purposes", "reconsent");
        return new OptInWording(optIn.RequiredText("version", 40), LocalizedText.ReadRequired(optIn, "wording"))
        {
            Purposes = optIn.Texts("purposes", 20),
            Reconsent = optIn.Flag("reconsent") ?? false,
        };
    }

    private LocalizedText PageAddress(string name, LocalizedText urls)
    {
        foreach (var (locale, url) in urls.ByLocale)
        {
            if (url.Length > 0 && !IsPageAddress(url))
            {
                fields.Refuse($"{name}.{locale}",
                    $"Must be an https address or a path like /api/pages/thanks?locale=ja, but is '{url}'.");
            }
        }

        return urls;
    }

    private string Origin((JsonElement Value, string Path) item)
    {
        var text = item.Value.ValueKind == JsonValueKind.String ? item.Value.GetString()! : "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != text)
        {
            fields.Refusals.Add(item.Path,
                "Must be an origin like https://www.example.com: scheme and host in small letters, no path.");
        }

        return text;
    }

    private string AttributeName((JsonElement Value, string Path) item)
    {
        var text = item.Value.ValueKind == JsonValueKind.String ? item.Value.GetString()! : "";
        if (!AttributePattern().IsMatch(text))
            fields.Refusals.Add(item.Path, "Must be a name of letters and digits like leaseEnd.");
        return text;
    }

    private PrizeDraw? Draw()
    {
        if (fields.Object("prizeDraw") is not { } draw) return null;
        draw.RefuseOthers("prize", "winners", "substitutes", "excludedClasses", "excludedDomains");
        return new PrizeDraw(
            LocalizedText.ReadRequired(draw, "prize", 200), draw.RequiredWhole("winners", 1, PrizeDraw.MostWinners))
        {
            Substitutes = draw.Whole("substitutes", 0, PrizeDraw.MostWinners) ?? 0,
            ExcludedClasses = draw.Texts("excludedClasses", 10),
            ExcludedDomains = [.. draw.Items("excludedDomains", 100).Select(Domain)],
        };
    }

    private string Domain((JsonElement Value, string Path) item)
    {
        var text = item.Value.ValueKind == JsonValueKind.String ? item.Value.GetString()! : "";
        if (!DomainPattern().IsMatch(text))
            fields.Refusals.Add(item.Path, "Must be a domain in small letters like example.jp, without an @.");
        return text;
    }

    private Dictionary<YearMonth, decimal> CostPerMonth()
    {
        var costs = new Dictionary<YearMonth, decimal>();
        if (fields.Object("costPerMonth") is not { } months) return costs;
        foreach (var name in months.Element.EnumerateObject().Select(member => member.Name))
        {
            var cost = months.RequiredAmount(name, 0, 1_000_000_000_000);
            if (Months.Written(name) is { } month) costs[month] = cost;
            else months.Refuse(name, Months.MustBe);
        }

        return costs;
    }

    private static bool IsPageAddress(string url) =>
        url.StartsWith('/')
            ? !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)
            : Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)+\z")]
    private static partial Regex DomainPattern();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex AttributePattern();
}
