using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Sales;

/// <summary>
/// How sales works, from <c>sales.json</c>; a brand without the file has the defaults. <see cref="ClaimFor"/> is how
/// long a claim holds, in the brand's time zone; <see cref="MostClaims"/> how many one owner may hold, where their own
/// line says nothing else; <see cref="Region"/> the attribute that says where a lead lives.
/// </summary>
public sealed record SalesRules
{
    private const int MostOwners = 1_000;
    private const int MostNames = 200;

    private static readonly Dictionary<string, LocalizedText> NoNames = [];

    public static SalesRules Default { get; } = new();

    public Period ClaimFor { get; init; } = Period.FromDays(14);

    public int MostClaims { get; init; } = 50;

    /// <summary>Those among whom leads are shared out. Anybody else may claim, too.</summary>
    public IReadOnlyList<SalesOwner> Owners { get; init; } = [];

    public string? Region { get; init; }

    /// <summary>Attributes that lists show and can be narrowed by; each is copied into the list's rows.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Attributes that only callers with the scope <c>sensitive</c> see.</summary>
    public IReadOnlySet<string> Sensitive { get; init; } = new HashSet<string>();

    /// <summary>What people call attributes; one without a line here is called by its name.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Labels { get; init; } = NoNames;

    /// <summary>What people call the channels of reactions; one without a line here is called by its name.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Channels { get; init; } = NoNames;

    /// <summary>What people call scenarios, also earlier ones; one without a line here is called by its id.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Scenarios { get; init; } = NoNames;

    /// <summary>When leads are shared out by themselves; null: never.</summary>
    public AssignPlan? Assign { get; init; }

    public static SalesRules Read(JsonFields fields)
    {
        fields.RefuseOthers(
            "claims", "owners", "assign", "region", "filters", "sensitive", "labels", "channels", "scenarios");
        var claims = fields.Object("claims");
        claims?.RefuseOthers("for", "most");
        var (region, filters) = (fields.Text("region", 60), Names(fields, "filters", 8));
        return new SalesRules
        {
            ClaimFor = claims?.ForwardDuration("for") ?? Default.ClaimFor,
            MostClaims = claims?.Whole("most", 1, 10_000) ?? Default.MostClaims,
            Owners = ReadOwners(fields),
            Assign = fields.Object("assign") is { } assign ? AssignPlan.Read(assign) : null,
            Region = region,
            Filters = region is null ? filters : [.. filters.Prepend(region).Distinct(StringComparer.Ordinal)],
            Sensitive = Names(fields, "sensitive", 50).ToHashSet(StringComparer.Ordinal),
            Labels = ReadNames(fields, "labels"),
            Channels = ReadNames(fields, "channels"),
            Scenarios = ReadNames(fields, "scenarios"),
        };
    }

    /// <summary>How many leads somebody may hold at once.</summary>
    public int MostOf(string owner) => Owners.FirstOrDefault(one => one.Id == owner)?.Most ?? MostClaims;

    /// <summary>The answers of a lead that lists show, by name.</summary>
    public SortedDictionary<string, string> ShownOf(Profile profile)
    {
        var answers = Filters.Count == 0 ? new Dictionary<string, string>() : profile.AttributeValues();
        return new SortedDictionary<string, string>(
            Filters.Where(answers.ContainsKey).ToDictionary(name => name, name => answers[name]),
            StringComparer.Ordinal);
    }

    /// <summary>When a claim that begins now ends, by the brand's calendar.</summary>
    public DateTimeOffset EndOf(DateTimeOffset now, DateTimeZone zone) =>
        now.Plus(ClaimFor, zone).ToUniversalTime();

    /// <summary>What people call them; who has no line of their own is called by their id.</summary>
    public string NameOf(string owner) => Owners.FirstOrDefault(one => one.Id == owner)?.Name ?? owner;

    /// <summary>What people call a channel.</summary>
    public string ChannelName(string channel, string language) =>
        Channels.GetValueOrDefault(channel)?.For(language) ?? channel;

    private static Dictionary<string, LocalizedText> ReadNames(JsonFields fields, string of)
    {
        var names = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        if (fields.Object(of) is not { } all) return names;
        var ids = all.Element.EnumerateObject().Select(member => member.Name).ToList();
        if (ids.Count > MostNames) fields.Refuse(of, $"Must name at most {MostNames}.");
        foreach (var id in ids)
        {
            if (id.Length is 0 or > 60) all.Refuse(id, "What is named here must have 1 to 60 characters.");
            names[id] = LocalizedText.ReadRequired(all, id, 60);
        }
        return names;
    }

    private static IReadOnlyList<string> Names(JsonFields fields, string name, int max)
    {
        var names = fields.Texts(name, max);
        if (names.Any(text => text.Length is 0 or > 60)) fields.Refuse(name, "Must be names of 1 to 60 characters.");
        return names;
    }

    private static List<SalesOwner> ReadOwners(JsonFields fields)
    {
        var owners = fields.Objects("owners", MostOwners).Select(SalesOwner.Read).ToList();
        foreach (var twice in owners.GroupBy(owner => owner.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            fields.Refuse("owners", $"Must name each owner once, but '{twice.Key}' stands here {twice.Count()} times.");
        return owners;
    }
}

/// <summary>
/// Somebody in sales. <paramref name="Id"/> is what stands as <c>owner</c> at a lead, <paramref name="Name"/> what
/// people read; <paramref name="Most"/> how many leads they may hold (null: what holds for all);
/// <paramref name="Regions"/> whose leads are shared out to them, none meaning anywhere.
/// </summary>
public sealed record SalesOwner(string Id, string Name, int? Most, IReadOnlyList<string> Regions)
{
    public static SalesOwner Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "name", "most", "regions");
        var id = fields.RequiredText("id", 100);
        return new SalesOwner(id, fields.Text("name", 100) ?? id, fields.Whole("most", 0, 10_000),
            fields.Texts("regions", 200));
    }
}
