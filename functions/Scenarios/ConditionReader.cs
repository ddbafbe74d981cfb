using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Scenarios;

/// <summary>
/// Reads a <see cref="Condition"/>. Several fields of one object must all hold, so <c>{"reacted": ["quote"],
/// "score": {"atLeast": 30}}</c> needs no <c>all</c>.
/// </summary>
internal static class ConditionReader
{
    private const int MostParts = 20;
    private const decimal Widest = 1_000_000_000_000_000;

    /// <summary>What each field asks; null where it is refused.</summary>
    private static readonly IReadOnlyDictionary<string, Func<JsonFields, string, Condition?>> Questions =
        new Dictionary<string, Func<JsonFields, string, Condition?>>(StringComparer.Ordinal)
        {
            ["all"] = (fields, name) => new Condition.All(Parts(fields, name)),
            ["any"] = (fields, name) => new Condition.Any(Parts(fields, name)),
            ["not"] = (fields, name) => ReadSome(fields, name) is { } part ? new Condition.Not(part) : null,
            ["reacted"] = (fields, name) => Types(fields, name),
            ["notReacted"] = (fields, name) =>
                Types(fields, name) is { } types ? new Condition.Not(types) : null,
            ["reaction"] = (fields, name) => fields.Object(name) is { } reaction ? Reaction(reaction) : null,
            ["score"] = (fields, name) => fields.Object(name) is { } score ? Score(score) : null,
            ["stage"] = (fields, name) => new Condition.StageIs(OneOrMore(fields, name)),
            ["class"] = (fields, name) => new Condition.ClassIs(OneOrMore(fields, name)),
            ["lapsed"] = (fields, name) => fields.Flag(name) is { } lapsed ? new Condition.LapsedIs(lapsed) : null,
            ["attribute"] = (fields, name) => fields.Object(name) is { } test ? Attribute(test) : null,
            ["purchased"] = Purchased,
            ["probability"] = (fields, name) => fields.Object(name) is { } chance ? Probability(chance) : null,
            ["likeness"] = (fields, name) => fields.Object(name) is { } likeness ? Likeness(likeness) : null,
            ["opened"] = (fields, name) => new Condition.MailSeen(OneOrMore(fields, name), Clicked: false),
            ["clicked"] = (fields, name) => new Condition.MailSeen(OneOrMore(fields, name), Clicked: true),
        };

    /// <summary>
    /// A condition where it would end everybody, or nobody, if it asked nothing; null where there is none.
    /// </summary>
    public static Condition? ReadSome(JsonFields fields, string name)
    {
        if (fields.Object(name) is not { } part) return null;
        var read = Read(part);
        if (!read.Leaves().Any())
            fields.Refuse(name, "Must ask something, for it would hold for everybody: leave it out.");
        return read;
    }

    public static Condition Read(JsonFields fields)
    {
        fields.RefuseOthers([.. Questions.Keys]);
        var parts = Questions.Where(question => fields.Has(question.Key))
            .Select(question => Placed(question.Value(fields, question.Key), fields.PathOf(question.Key)))
            .OfType<Condition>().ToList();
        return parts is [var only] ? only : new Condition.All(parts);
    }

    private static Condition? Placed(Condition? read, string path) => read switch
    {
        Condition.Not { Part: { Path.Length: 0 } part } not =>
            not with { Path = path, Part = part with { Path = path } },
        _ => read is null ? null : read with { Path = path },
    };

    private static List<Condition> Parts(JsonFields fields, string name)
    {
        var parts = fields.Objects(name, MostParts).Select(Read).ToList();
        if (parts.Count == 0) fields.Refuse(name, "Must hold at least one condition.");
        return parts;
    }

    /// <summary>An empty list asks nothing, as in the files of before.</summary>
    private static Condition.Reacted? Types(JsonFields fields, string name) =>
        fields.Texts(name) is { Count: > 0 } types ? new Condition.Reacted(types) : null;

    private static Condition.ReactedWithin Reaction(JsonFields fields)
    {
        fields.RefuseOthers("types", "within");
        return new Condition.ReactedWithin(
            OneOrMore(fields, "types"),
            fields.ForwardDuration("within") ?? fields.Missing("within", Period.Zero));
    }

    private static Condition.ScoreIs Score(JsonFields fields)
    {
        var (atLeast, below) = Range(fields, 100, "atLeast", "below");
        return new Condition.ScoreIs(atLeast, below);
    }

    private static Condition.ProbabilityIs Probability(JsonFields fields)
    {
        var (atLeast, below) = Range(fields, 1, "atLeast", "below", "within");
        var within = fields.RequiredWhole("within", 30, 365);
        if (!Condition.ProbabilityIs.Horizons.Contains(within))
            fields.Refuse(
                "within", $"Must be one of {string.Join(", ", Condition.ProbabilityIs.Horizons)} days.");
        return new Condition.ProbabilityIs(within, atLeast, below);
    }

    private static Condition.LikenessIs Likeness(JsonFields fields)
    {
        fields.RefuseOthers("atLeast", "below");
        var (atLeast, below) = (Level(fields, "atLeast"), Level(fields, "below"));
        CheckRange(fields, atLeast, below);
        return new Condition.LikenessIs(atLeast, below);
    }

    /// <summary>A level of likeness; null where there is none, or another number, which would never be met.</summary>
    public static int? Level(JsonFields fields, string name)
    {
        var level = fields.Whole(name, int.MinValue, int.MaxValue);
        if (level is null || ToldLikeness.Levels.Contains(level.Value)) return level;
        fields.Refuse(
            name, $"Must be one of {string.Join(", ", ToldLikeness.Levels)}, but is {level}: leads are told these "
            + "levels only.");
        return null;
    }

    private static (double? AtLeast, double? Below) Range(JsonFields fields, double most, params string[] known)
    {
        fields.RefuseOthers(known);
        var (atLeast, below) = (fields.Number("atLeast", 0, most), fields.Number("below", 0, most));
        CheckRange(fields, atLeast, below);
        return (atLeast, below);
    }

    private static void CheckRange(JsonFields fields, double? atLeast, double? below)
    {
        if (!fields.Has("atLeast") && !fields.Has("below")) fields.Refuse("atLeast", "Is required, or below.");
        if (below <= (atLeast ?? 0)) fields.Refuse("below", "Must be above atLeast, or it never holds.");
    }

    private static Condition.AttributeIs Attribute(JsonFields fields)
    {
        fields.RefuseOthers("name", "equals", "in", "atLeast", "below", "exists");
        var name = fields.RequiredText("name", 100);
        var isRange = fields.Has("atLeast") || fields.Has("below");
        var anyOf = fields.Text("equals") is { } only ? [only] : fields.Texts("in");
        var exists = fields.Flag("exists");
        var kinds = new[] { isRange, fields.Has("in"), fields.Has("equals"), fields.Has("exists") };
        if (kinds.Count(given => given) != 1)
            fields.Refuse("name", "Needs one test: equals, or in, or atLeast and/or below, or exists.");
        else if (!isRange && exists is null && anyOf.Count == 0) fields.Refuse("name", "Has a test without a value.");
        var (atLeast, below) = (fields.Amount("atLeast", -Widest, Widest), fields.Amount("below", -Widest, Widest));
        if (below <= atLeast) fields.Refuse("below", "Must be above atLeast, or it never holds.");
        var test = exists is null ? new FitFactor(name, atLeast, below, anyOf, 1) : null;
        return new Condition.AttributeIs(name, test, exists ?? true);
    }

    /// <summary>True or false, or an object with a product or a time.</summary>
    private static Condition? Purchased(JsonFields fields, string name)
    {
        if (fields.Element.GetProperty(name).ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            var ever = new Condition.Purchased(null, null);
            return fields.Flag(name) switch { true => ever, false => new Condition.Not(ever), null => null };
        }
        if (fields.Object(name) is not { } purchase) return null;
        purchase.RefuseOthers("product", "within");
        return new Condition.Purchased(purchase.Text("product"), purchase.ForwardDuration("within"));
    }

    /// <summary>One name in quotes, or a list of them.</summary>
    public static IReadOnlyList<string> OneOrMore(JsonFields fields, string name)
    {
        if (!fields.Has(name)) return fields.Missing<IReadOnlyList<string>>(name, []);
        if (fields.Element.GetProperty(name).ValueKind == System.Text.Json.JsonValueKind.String)
            return [fields.RequiredText(name)];
        var names = fields.Texts(name, MostParts);
        if (names.Count == 0) fields.Refuse(name, "Must name at least one.");
        return names;
    }
}
