using System.Globalization;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>
/// Pure: which leads a list is asked for; all conditions at once. Scores are 0 to 100, of the second at which the list
/// is read. What a row does not hold, it does not meet.
/// </summary>
public sealed record LeadFilters
{
    /// <summary>The start of a parameter that asks for the value of an attribute.</summary>
    public const string AttributePrefix = "attribute.";

    public double MinScore { get; init; }
    public double? MaxScore { get; init; }
    public string? Stage { get; init; }
    public string? Class { get; init; }
    public string? Campaign { get; init; }
    public string? Owner { get; init; }

    /// <summary>Whether somebody works the lead at this second; null: either.</summary>
    public bool? Claimed { get; init; }

    /// <summary>Whose next contact is planned for before this instant.</summary>
    public DateTimeOffset? ContactBefore { get; init; }
    public DateTimeOffset? ChangedSince { get; init; }
    public DateTimeOffset? ReactedSince { get; init; }

    /// <summary>Only leads with a score in this other product line; null: whatever else they want.</summary>
    public string? InterestedIn { get; init; }

    /// <summary>The least of that score, 0 to 100; of 0, any above it.</summary>
    public double MinInterest { get; init; }

    /// <summary>Only leads that are told to be as like loyal customers, of <see cref="ToldLikeness.Levels"/>.</summary>
    public int? MinLikeness { get; init; }

    /// <summary>Values by attribute, compared without regard to case and outer spaces.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The same filters have the same text: a cursor goes on in the list it comes from only.</summary>
    public string Mark() => Digest.Of(Json.Write(this with
    {
        Attributes = new SortedDictionary<string, string>(Attributes.ToDictionary(), StringComparer.Ordinal),
    }))[..8];

    /// <summary>
    /// Whether rows are looked at one by one and many may not fit: no list of its own and no stretch of one leads to
    /// exactly these leads.
    /// </summary>
    public bool Sift() => Stage is not null || Class is not null || ChangedSince is not null || ReactedSince is not null
        || InterestedIn is not null || Claimed is not null || ContactBefore is not null || Attributes.Count > 0
        || MinLikeness is not null || Campaign is not null && Owner is not null;

    /// <summary>One of these attributes that the list is narrowed by; null: none.</summary>
    public string? AskFor(IReadOnlySet<string> attributes) => Attributes.Keys.FirstOrDefault(attributes.Contains);

    /// <summary>The list whose rows come nearest to the filters; the rest is checked row by row.</summary>
    public string ListOf(int version) =>
        Owner is not null ? RankLists.Owner(version, Owner)
        : Campaign is not null ? RankLists.Campaign(version, Campaign)
        : RankLists.All(version);

    public bool Holds(Ranked lead, DateTimeOffset now) =>
        lead.Score >= MinScore
        && !(lead.Score > MaxScore)
        && (Stage is null || lead.Row.Stage == Stage)
        && (Class is null || lead.Row.Class == Class)
        && (Campaign is null || lead.Row.Campaigns.Contains(Campaign))
        && (Owner is null || lead.Row.OwnerAt(now) == Owner)
        && (Claimed is null || lead.Row.OwnerAt(now) is not null == Claimed)
        && (ContactBefore is null || lead.Row.NextContactAt < ContactBefore)
        && (MinLikeness is null || lead.Row.Likeness >= MinLikeness)
        && !(lead.Row.ChangedAt < ChangedSince)
        && (ReactedSince is null || lead.Row.LastReactionAt >= ReactedSince)
        && Attributes.All(asked => Is(lead.Row.Attributes.GetValueOrDefault(asked.Key), asked.Value))
        && (InterestedIn is null
            || Interests.ScoreIn(InterestedIn, lead.Row.Interests, lead.Rules, now) is > 0 and var score
                && score >= MinInterest);

    /// <summary>The names of the parameters that ask for filters.</summary>
    public static IReadOnlyList<string> Names(Edition edition) =>
    [
        "product", "minScore", "maxScore", "stage", "class", "campaign", "owner", "claimed", "changedSince",
        "reactedSince", "contactBefore", "interestedIn", "minInterest", "minLikeness",
        .. edition.Sales.Filters.Select(name => AttributePrefix + name),
    ];

    public static LeadFilters Read(QueryFields fields, Edition edition) => new()
    {
        MinScore = fields.Number("minScore", 0, 100) ?? 0,
        MaxScore = fields.Number("maxScore", 0, 100),
        Stage = fields.OneOf("stage", edition.Rules.Stages.Ids),
        Class = fields.OneOf("class", CustomerClass.All),
        Campaign = fields.OneOf("campaign", [.. edition.Campaigns.Keys]),
        Owner = fields.Text("owner"),
        Claimed = fields.OneOf("claimed", ["yes", "no"]) is { } claimed ? claimed == "yes" : null,
        ChangedSince = fields.Time("changedSince"),
        ReactedSince = fields.Time("reactedSince"),
        ContactBefore = fields.Time("contactBefore"),
        InterestedIn = fields.OneOf("interestedIn", [.. edition.Rules.Products.Keys]),
        MinInterest = fields.Number("minInterest", 0, 100) ?? 0,
        MinLikeness = fields.OneOf("minLikeness", [.. ToldLikeness.Levels.Select(InDigits)]) is { } level
            ? int.Parse(level, CultureInfo.InvariantCulture)
            : null,
        Attributes = edition.Sales.Filters
            .Select(name => (Name: name, Value: fields.Text(AttributePrefix + name)))
            .Where(asked => asked.Value is not null)
            .ToDictionary(asked => asked.Name, asked => asked.Value!, StringComparer.Ordinal),
    };

    /// <summary>What contradicts itself, and would find nobody without saying why.</summary>
    public void Check(IReadOnlyList<ProductLine> products, Refusals refusals)
    {
        if (InterestedIn is { } other && products is [var only] && only.Id == other)
            refusals.Add("interestedIn", "Must be another product line than product: for that one there is minScore.");
        if (MinInterest > 0 && InterestedIn is null && !refusals.Any)
            refusals.Add("minInterest", "Needs interestedIn beside it: the product line whose score is meant.");
        if (MaxScore < MinScore) refusals.Add("maxScore", "Must not be under minScore.");
    }

    private static string InDigits(int level) => level.ToString(CultureInfo.InvariantCulture);

    private static bool Is(string? value, string asked) =>
        string.Equals(value?.Trim(), asked, StringComparison.OrdinalIgnoreCase);
}
