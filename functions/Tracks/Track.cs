using LeadScoring.Leads;
using LeadScoring.Nurture;

namespace LeadScoring.Tracks;

/// <summary>
/// One lead's way in one product line, as far as insights look at it: what the person did, bought and was assigned to,
/// in the order of time, without name or address. It follows from the lead's own rows alone (<see cref="Tracking"/>),
/// so it can be made anew at any time and is the same each time.
/// </summary>
public sealed record Track
{
    public required string LeadId { get; init; }
    public required string Product { get; init; }

    /// <summary>The local day (<see cref="Scoring.Days"/>) of the first touchpoint or purchase.</summary>
    public required int Start { get; init; }

    /// <summary>How the person came to the brand (<see cref="Coming"/>).</summary>
    public required CameBy CameBy { get; init; }

    /// <summary>What the person did, ascending by time; machine reactions are not among them.</summary>
    public IReadOnlyList<Touchpoint> Touchpoints { get; init; } = [];

    /// <summary>
    /// There was more than is kept: of touchpoints (at most <see cref="Tracking.MostTouchpoints"/>), or of what takes
    /// most room, the first and the latest are there (<see cref="Ends"/>).
    /// </summary>
    public bool IsCut { get; init; }

    /// <summary>Purchases and refunds; <see cref="PurchaseHistory.NetAsOf"/> makes orders by day of them.</summary>
    public PurchaseHistory Purchases { get; init; } = PurchaseHistory.Empty;

    /// <summary>What lay in the purchases, a basket for each, ascending by time; refunds have none.</summary>
    public IReadOnlyList<Basket> Baskets { get; init; } = [];

    /// <summary>Every stage that was entered, ascending by time.</summary>
    public IReadOnlyList<StageEntered> Stages { get; init; } = [];

    /// <summary>Every enrolment in a scenario with its arm, ascending by time.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];

    /// <summary>What the person said in own words, ascending by time.</summary>
    public IReadOnlyList<Comment> Comments { get; init; } = [];

    /// <summary>The present stage; null while the lead has none.</summary>
    public string? Stage { get; init; }

    /// <summary>The present customer class (<see cref="CustomerClass"/>); null before the first purchase.</summary>
    public string? Class { get; init; }
    public bool Lapsed { get; init; }

    /// <summary>
    /// The level of likeness to loyal customers that the lead was told (<see cref="ToldLikeness"/>); null: none.
    /// </summary>
    public int? Likeness { get; init; }
}

/// <summary>
/// How somebody came: the campaign entered first, the source and medium its landing page told (<c>utm_source</c>,
/// <c>utm_medium</c>), the channel of the first touchpoint, whether a friend referred them; null: not known.
/// </summary>
public sealed record CameBy(string? Campaign, string? Source, string? Medium, string? Channel, bool Referred)
{
    /// <summary>The local day by which all of it was known; null: nothing is.</summary>
    public int? Day { get; init; }
}

/// <summary>One reaction: its type as the rules name it, the channel told with it or else the type's own.</summary>
public sealed record Touchpoint(DateTimeOffset At, int Day, string Type, string? Channel, string? Campaign);

/// <summary>
/// What lay in one purchase. <paramref name="Quantity"/>: pieces over all lines, null where no lines were told;
/// <paramref name="PriceShare"/>: paid per list price over the lines that told both (1: full price), else null.
/// <paramref name="Skus"/>: the distinct articles, the first <see cref="Tracking.MostSkus"/> in ordinal order.
/// </summary>
public sealed record Basket(
    string IdHash, int Day, decimal Amount, decimal? Quantity, decimal? PriceShare, IReadOnlyList<string> Skus,
    string? Campaign);

/// <summary>A stage was entered; null <paramref name="From"/>: the first one.</summary>
public sealed record StageEntered(DateTimeOffset At, int Day, string? From, string Stage);

/// <summary>
/// An enrolment: which arm, drawn when it began. <paramref name="Reached"/>: the step it has come to, or had come to
/// when it ended; null: it went through to its end.
/// </summary>
public sealed record Assignment(
    string Scenario, int Version, int Occurrence, bool HeldOut, HeldOutBy? HeldOutBy, DateTimeOffset At, int Day,
    string? Reached);

/// <summary>
/// Words of the person, told with a reaction (property <c>text</c>, or the <c>reason</c> that sales reports; at most
/// <see cref="Tracking.MostText"/> characters; and <c>rating</c>, as told). <paramref name="IdHash"/> names the
/// reaction.
/// </summary>
public sealed record Comment(
    DateTimeOffset At, int Day, string Type, string IdHash, string Text, decimal? Rating, bool MayQuote);
