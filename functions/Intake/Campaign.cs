using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Intake;

/// <summary>
/// A campaign as the marketer writes it in <c>campaigns/{id}.json</c>. Takes entries from <see cref="Opens"/> up to,
/// not including, <see cref="Closes"/>. A campaign with a class gate is for customers of these classes only;
/// <see cref="Attributes"/> are the questions its form may ask.
/// </summary>
public sealed record Campaign(
    string Id,
    string Product,
    LocalizedText Title,
    DateTimeOffset Opens,
    DateTimeOffset Closes,
    EntryLimit Entries,
    OptInWording OptIn,
    LocalizedText ThanksUrl,
    IReadOnlyList<string> AllowedOrigins,
    string ConfirmTemplate,
    PrizeDraw? PrizeDraw,
    IReadOnlyDictionary<YearMonth, decimal> CostPerMonth,
    IReadOnlyList<string> ClassGate,
    IReadOnlyList<string> Attributes)
{
    public bool IsOpenAt(DateTimeOffset instant) => Opens <= instant && instant < Closes;

    /// <summary>
    /// True where a browser on this origin may post entries; matching is exact, as the Fetch standard does it.
    /// </summary>
    public bool Allows(string origin) => AllowedOrigins.Contains(origin, StringComparer.Ordinal);

    /// <summary>Reads a campaign file; what is wrong with it is noted in the fields' refusals.</summary>
    public static Campaign Read(JsonFields fields) => new CampaignFile(fields).Read();
}

/// <summary>
/// The words beside the opt-in box. They are evidence: whoever changes them gives them a new version, and each consent
/// names the version the person saw.
/// </summary>
public sealed record OptInWording(string Version, LocalizedText Wording)
{
    /// <summary>What the words allow mail for, by the ids of sender.json; none: everything.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];

    /// <summary>Consents that this campaign got under earlier words carry no mail any more.</summary>
    public bool Reconsent { get; init; }

    /// <summary>Since when these words are in force; known once they were published.</summary>
    public DateTimeOffset? ShownFrom { get; init; }
}

/// <summary>What a campaign gives away, and to how many.</summary>
public sealed record PrizeDraw(LocalizedText Prize, int Winners);

/// <summary>How often one person may enter a campaign; a day is a local day of the product's time zone.</summary>
public enum EntryLimit
{
    OnePerPerson,
    OnePerDay,
    Unlimited,
}
