using LeadScoring.Leads;
using LeadScoring.Parsing;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Scenarios;

/// <summary>
/// What brings a lead in: a stage or a customer class that it enters, that a customer lapses (of that class, where one
/// is named), that it comes to be like loyal customers, or a date of the lead's own; and who of them, where there is a
/// condition.
/// </summary>
public sealed record Entrance(string? Stage, string? Class)
{
    /// <summary>A customer that has not bought for long enters; leaving it is buying again.</summary>
    public bool Lapsed { get; init; }

    /// <summary>
    /// A lead that is told to be like loyal customers, at least at this level (<see cref="ToldLikeness"/>), enters.
    /// </summary>
    public int? Likeness { get; init; }

    public Anchor? Anchor { get; init; }

    /// <summary>Who of those that come: asked at that instant. Null: all.</summary>
    public Condition? If { get; init; }

    public static Entrance Read(JsonFields fields)
    {
        fields.RefuseOthers("stage", "class", "lapsed", "likeness", "anchor", "if");
        var entrance = new Entrance(fields.Text("stage"), fields.Text("class"))
        {
            Lapsed = fields.Flag("lapsed") ?? false,
            Likeness = fields.Object("likeness") is { } likeness ? ReadLikeness(likeness) : null,
            Anchor = fields.Object("anchor") is { } anchor ? Anchor.Read(anchor) : null,
            If = fields.Object("if") is { } condition ? ConditionReader.Read(condition) : null,
        };
        var ways = new[]
        {
            entrance.Stage is not null, entrance.Class is not null || entrance.Lapsed, fields.Has("likeness"),
            entrance.Anchor is not null,
        };
        if (ways.Count(way => way) != 1)
            fields.Refuse(
                "stage", "Must name one of a stage, a class (or lapsed, or both), a likeness and an anchor: "
                + "write a scenario for each.");
        return entrance;
    }

    /// <summary>Whether a lead that stands like this stands where it came in.</summary>
    public bool StillHolds(string? stage, string? @class, bool lapsed, int likeness) =>
        (Stage is null || Stage == stage) && (Class is null || Class == @class) && (!Lapsed || lapsed)
        && !(likeness < Likeness);

    public bool StillHolds(ProductState state) =>
        StillHolds(state.Stage, state.Class, state.Lapsed, state.LikenessLevel());

    private static int? ReadLikeness(JsonFields fields)
    {
        fields.RefuseOthers("atLeast");
        var level = ConditionReader.Level(fields, "atLeast");
        return fields.Has("atLeast") ? level : fields.Missing("atLeast", level);
    }
}

/// <summary>
/// A date that the lead has told in an attribute, like 2027-08-31. A step that comes to be planned more than
/// <paramref name="Grace"/> after its time is passed over.
/// </summary>
public sealed record Anchor(string Attribute, Period Grace)
{
    public static Anchor Read(JsonFields fields)
    {
        fields.RefuseOthers("attribute", "grace");
        return new Anchor(
            fields.RequiredText("attribute", 100), fields.ForwardDuration("grace") ?? Period.FromDays(3));
    }
}

/// <summary>
/// What ends a scenario early. <see cref="OnStageLeft"/> means the class where the scenario belongs to a class,
/// buying again where it belongs to the lapsed, and likeness where it belongs to that.
/// </summary>
public sealed record Exits(bool OnPurchase, bool OnStageLeft, IReadOnlyList<string> OnReactions)
{
    public static Exits None { get; } = new(false, false, []);

    /// <summary>Null: no condition ends it.</summary>
    public Condition? If { get; init; }

    public static Exits Read(JsonFields fields)
    {
        fields.RefuseOthers("onPurchase", "onStageLeft", "onReactions", "if");
        return new Exits(
            fields.Flag("onPurchase") ?? false, fields.Flag("onStageLeft") ?? false, fields.Texts("onReactions"))
        {
            If = ConditionReader.ReadSome(fields, "if"),
        };
    }
}

/// <summary>
/// Whether a lead can go through a scenario again, when its last enrolment has ended: never (null), or this long after
/// that one began; nothing (<see cref="Always"/>) is at once.
/// </summary>
public sealed record Reentry(Period? After)
{
    private const string Prefix = "after:";

    public static Reentry Never { get; } = new((Period?)null);

    public static Reentry Always { get; } = new(Period.Zero);

    public static Reentry Read(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text || text == "never") return Never;
        if (text == "always") return Always;
        var parsed = text.StartsWith(Prefix, StringComparison.Ordinal)
            ? PeriodPattern.NormalizingIso.Parse(text[Prefix.Length..])
            : null;
        if (parsed is { Success: true } && parsed.Value.IsForward()) return new Reentry(parsed.Value);
        fields.Refuse(
            name, $"Must be 'never', 'always' or 'after:' with a duration, like after:P180D, but is '{text}'.");
        return Never;
    }
}

/// <summary>What a new version does with those who are under way in an older one.</summary>
public enum Running
{
    /// <summary>They finish on the version they began with.</summary>
    Finish,

    /// <summary>At their next decision they go on by this one, if it has the step they have come to.</summary>
    Move,
}
