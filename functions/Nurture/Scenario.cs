using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Nurture;

/// <summary>
/// A sequence of mails to the leads of one product that enter a stage or a customer class, as written in
/// <c>scenarios/*.json</c>. The version belongs to an enrolment: a lead ends in the version it started with.
/// </summary>
public sealed record Scenario(
    string Id,
    int Version,
    string Product,
    Entrance Enter,
    int HoldoutPercent,
    SendWindow Window,
    FrequencyCap Cap,
    Exits Exits,
    Reentry Reentry,
    IReadOnlyList<ScenarioStep> Steps)
{
    /// <summary>What its mails are for, of the purposes in sender.json; null: the first of them.</summary>
    public string? Purpose { get; init; }

    private static readonly string[] Known =
        ["id", "version", "product", "enter", "holdoutPercent", "window", "cap", "exits", "reentry", "steps",
         "purpose"];

    /// <summary>
    /// Reads strictly; what is wrong is in the fields' refusals, and the value is then not to be used.
    /// </summary>
    public static Scenario Read(JsonFields fields)
    {
        fields.RefuseOthers(Known);
        return new Scenario(
            fields.RequiredId("id"),
            fields.RequiredWhole("version", 1, 1_000_000),
            fields.RequiredText("product"),
            Part(fields, "enter", Entrance.Read) ?? new Entrance(null, null),
            fields.Whole("holdoutPercent", 0, 50) ?? 0,
            Part(fields, "window", SendWindow.Read) ?? Always,
            Part(fields, "cap", FrequencyCap.Read) ?? new FrequencyCap(1, TimeSpan.FromDays(1)),
            fields.Object("exits") is { } exits ? Exits.Read(exits) : Exits.None,
            Reentry.Read(fields, "reentry"),
            ReadSteps(fields))
        {
            Purpose = fields.Text("purpose"),
        };
    }

    /// <summary>
    /// When a step is due: <c>after</c> the previous step was settled, or after the enrolment for the first one.
    /// </summary>
    public DateTimeOffset DueAt(int stepIndex, DateTimeOffset previous) =>
        previous.Plus(Steps[stepIndex].After, Window.Zone);

    /// <summary>
    /// Whether a lead enrolled before (null: never) may be enrolled again; calendar parts count in the window's zone.
    /// </summary>
    public bool MayEnter(DateTimeOffset? enrolledBefore, DateTimeOffset now) =>
        enrolledBefore is not { } before || (Reentry.After is { } after && before.Plus(after, Window.Zone) <= now);

    private static SendWindow Always { get; } = new(
        Enum.GetValues<IsoDayOfWeek>().ToHashSet(), default, default, DateTimeZone.Utc, new HashSet<LocalDate>());

    private static T? Part<T>(JsonFields fields, string name, Func<JsonFields, T> read) where T : class =>
        fields.Object(name) is { } part ? read(part) : fields.Missing<T?>(name, null);

    private static List<ScenarioStep> ReadSteps(JsonFields fields)
    {
        var steps = fields.Objects("steps", max: 50).Select(ScenarioStep.Read).ToList();
        if (steps.Count == 0) fields.Refuse("steps", "Must hold at least one step.");
        foreach (var twice in steps.GroupBy(step => step.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Refuse("steps", $"Must have different ids, but '{twice.Key}' stands {twice.Count()} times.");
        return steps;
    }
}
