using LeadScoring.Parsing;
using LeadScoring.Scoring;
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
    /// <summary>The hours of the week in which the form takes entries; null: at all hours.</summary>
    public OpeningHours? Hours { get; init; }

    /// <summary>How many entries count in all; null: any number.</summary>
    public int? Total { get; init; }

    /// <summary>Whether an entry needs a serial code, as printed in what was bought.</summary>
    public bool SerialCodes { get; init; }

    /// <summary>How many codes one person may use; null: as many as <see cref="Entries"/> lets in.</summary>
    public int? CodesPerPerson { get; init; }

    /// <summary>The campaign's page, which referral links lead to; null: the app's own.</summary>
    public LocalizedText? LandingUrl { get; init; }

    /// <summary>
    /// Whether an entry needs something of which there is only so much. It is then counted when its address is known to
    /// be the person's: bots could otherwise take it all.
    /// </summary>
    public bool Claims => Total is not null || SerialCodes;

    /// <summary>Whether its counted entries are kept in a list of their own: to count them, or to draw from.</summary>
    public bool Registers => Claims || PrizeDraw is not null;

    public bool IsOpenAt(DateTimeOffset instant, ProductLine product) => OpensNext(instant, product) == instant;

    /// <summary>The first instant, not before the one given, at which it takes entries; null: never again.</summary>
    public DateTimeOffset? OpensNext(DateTimeOffset instant, ProductLine product)
    {
        var from = instant > Opens ? instant : Opens;
        var opening = Hours?.In(product.TimeZone).NextOpening(from) ?? from;
        return opening < Closes ? opening : null;
    }

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

/// <summary>
/// What a campaign gives away, and to how many; <see cref="Substitutes"/> move up where a winner cannot be reached.
/// Customers of <see cref="ExcludedClasses"/> and addresses at <see cref="ExcludedDomains"/> (employees) cannot win.
/// </summary>
public sealed record PrizeDraw(LocalizedText Prize, int Winners)
{
    public const int MostWinners = 1000;

    public int Substitutes { get; init; }
    public IReadOnlyList<string> ExcludedClasses { get; init; } = [];
    public IReadOnlyList<string> ExcludedDomains { get; init; } = [];
}

/// <summary>How often one person may enter a campaign; a day is a local day of the product's time zone.</summary>
public enum EntryLimit
{
    OnePerPerson,
    OnePerDay,
    Unlimited,
}
