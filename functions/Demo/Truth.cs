using LeadScoring.Parsing;

namespace LeadScoring.Demo;

/// <summary>
/// What is really so in the simulated brand, and what the product can only infer: which mails work and which are
/// placebos, what makes people loyal, which channels bring interested people, what they complain of. Nothing of it is
/// told to the product; tests hold its insights against it.
/// </summary>
public sealed record Truth
{
    public static Truth Usual { get; } = new();

    /// <summary>
    /// By scenario: the factor by which each of its mails that reached somebody raises how often they visit, for
    /// <see cref="EffectDays"/>; 1: a placebo. Several at once do not add up: the strongest works.
    /// </summary>
    public IReadOnlyDictionary<string, double> MailEffects { get; init; } = new Dictionary<string, double>
    {
        ["car-new"] = 1.2,
        ["car-aware"] = 3,
        ["car-considering"] = 1,
        ["car-ready"] = 1.2,
        ["car-lease-end"] = 1.8,
        ["car-first-time"] = 1,
        ["car-toddler"] = 1,
        ["car-steady"] = 1,
        ["car-trend"] = 1,
        ["car-loyal"] = 1,
        ["car-win-back"] = 2,
        ["camper-new"] = 1.2,
        ["camper-considering"] = 3,
    };

    public int EffectDays { get; init; } = 21;

    /// <summary>Where people come from, and how much more (or less) interested they are than others.</summary>
    public IReadOnlyList<Source> Sources { get; init; } =
    [
        new("search", "cpc", 0.30, 1.3),
        new("social", "paid", 0.28, 0.7),
        new("video", "paid", 0.14, 0.8),
        new("magazine", "print", 0.12, 1.1),
        new("shop", "leaflet", 0.16, 1.8),
    ];

    /// <summary>What a first rental must have so that its renter becomes a regular; nothing else matters.</summary>
    public LoyalRoute Route { get; init; } = new(MinItems: 2, FullPrice: true, ShopVisitDays: 30);

    /// <summary>Rentals a year of those who took the route, and of all others.</summary>
    public double RegularOrders { get; init; } = 13;

    public double OtherOrders { get; init; } = 1;

    /// <summary>
    /// How likely the least content leave for good after an order; others the less likely, the more content they are.
    /// </summary>
    public double Leaving { get; init; } = 0.18;

    /// <summary>What people say in their own words, each with its share of all that is said.</summary>
    public IReadOnlyList<Theme> Themes { get; init; } = Words.Themes;

    /// <summary>1: a placebo, or a scenario of which nothing is known here.</summary>
    public double EffectOf(string scenario) => MailEffects.GetValueOrDefault(scenario, 1);

    /// <summary>Of somebody so content (0 to 1), after each order.</summary>
    public double LeavingOf(double mood) => Leaving * (1 - mood);

    public IEnumerable<string> Placebos =>
        MailEffects.Where(mail => mail.Value == 1).Select(mail => mail.Key).Order(StringComparer.Ordinal);

    /// <summary>What an entry costs the brand, in yen.</summary>
    public static decimal CostOfEntry(string product) => product == "car" ? 24_000 : 9_000;

    /// <summary>How much more is done in a month: cars before the fiscal year, campers in holidays.</summary>
    public static double Season(string product, int month) => (product, month) switch
    {
        ("car", 3 or 9) => 1.4,
        ("camper", 4 or 5 or 7 or 8) => 1.5,
        ("camper", 1 or 2 or 12) => 0.7,
        _ => 1,
    };
}

/// <summary>A source as landing pages tell it, its share of all who come, and the interest of those who do.</summary>
public sealed record Source(string Name, string Medium, double Share, double Quality);

/// <summary>So many items at least, at list price, and a visit to the showroom in so many days before.</summary>
public sealed record LoyalRoute(int MinItems, bool FullPrice, int ShopVisitDays)
{
    public bool IsTaken(int items, bool fullPrice, int? daysSinceVisit) =>
        items >= MinItems && (fullPrice || !FullPrice) && daysSinceVisit <= ShopVisitDays;
}

/// <summary>
/// Something people speak of, as <c>voice.json</c> calls it: whether they praise or complain, its share, and what they
/// write. <see cref="Product"/>: only who bought of that line; null: all.
/// </summary>
public sealed record Theme(string Id, bool IsPraise, double Share, IReadOnlyList<Said> Texts)
{
    public string? Product { get; init; }

    public bool IsOf(string product) => Product is null || Product == product;
}

/// <summary>One sentence of a customer, as people of either language write it.</summary>
public sealed record Said(string Ja, string En)
{
    public string In(string locale) => locale.Say(Ja, En);
}
