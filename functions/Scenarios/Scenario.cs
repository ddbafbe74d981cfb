using LeadScoring.Parsing;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Scenarios;

/// <summary>
/// A sequence of mails to leads of one product, with waits and branches between them, as written in
/// <c>scenarios/*.json</c>. The version belongs to an enrolment: a lead ends in the version it started with, unless a
/// newer one says otherwise (<see cref="Running"/>).
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
    public const int UsualPriority = 50;

    /// <summary>What its mails are for, of the purposes in sender.json; null: the first of them.</summary>
    public string? Purpose { get; init; }

    /// <summary>From 0 to 100: where two mails want the same place under a cap, the higher goes first.</summary>
    public int Priority { get; init; } = UsualPriority;

    public Running Running { get; init; }

    /// <summary>How many of its mails go on a local day of the brand at most; null: as many as are due.</summary>
    public int? DailyLimit { get; init; }

    private static readonly string[] Known =
        ["id", "version", "product", "enter", "holdoutPercent", "window", "cap", "exits", "reentry", "steps",
         "purpose", "priority", "running", "dailyLimit"];

    /// <summary>
    /// Reads strictly; what is wrong is in the fields' refusals, and the value is then not to be used.
    /// </summary>
    public static Scenario Read(JsonFields fields)
    {
        fields.RefuseOthers(Known);
        var scenario = new Scenario(
            fields.RequiredId("id"),
            fields.RequiredWhole("version", 1, 1_000_000),
            fields.RequiredText("product"),
            Part(fields, "enter", Entrance.Read) ?? new Entrance(null, null),
            fields.Whole("holdoutPercent", 0, 50) ?? 0,
            Part(fields, "window", SendWindow.Read) ?? Always,
            Part(fields, "cap", FrequencyCap.Read) ?? new FrequencyCap(1, TimeSpan.FromDays(1)),
            fields.Object("exits") is { } exits ? Exits.Read(exits) : Exits.None,
            Reentry.Read(fields, "reentry"),
            [.. fields.Objects("steps", max: 50).Select(ScenarioStep.Read)])
        {
            Purpose = fields.Text("purpose"),
            Priority = fields.Whole("priority", 0, 100) ?? UsualPriority,
            Running = fields.OneOf("running", ["finish", "move"]) == "move" ? Running.Move : Running.Finish,
            DailyLimit = fields.Whole("dailyLimit", 1, SendLimits.Most),
        };
        ScenarioWays.Check(scenario, fields);
        return scenario;
    }

    /// <summary>The place of a step in <see cref="Steps"/>; -1 where there is none of that name.</summary>
    public int IndexOf(string? step)
    {
        for (var index = 0; index < Steps.Count; index++)
            if (Steps[index].Id == step) return index;
        return -1;
    }

    /// <summary>
    /// When a step is due by itself, given when the step before it was settled (for the first: the enrolment) and, in
    /// scenarios of a date, the lead's date.
    /// </summary>
    public DateTimeOffset DueAt(int stepIndex, DateTimeOffset previous, LocalDate? date = null) =>
        Steps[stepIndex].After.From(previous, date, Window);

    /// <summary>
    /// Whether a lead enrolled before (null: never) may be enrolled again; calendar parts count in the window's zone.
    /// </summary>
    public bool MayEnter(DateTimeOffset? enrolledBefore, DateTimeOffset now) =>
        enrolledBefore is not { } before || (Reentry.After is { } after && before.Plus(after, Window.Zone) <= now);

    /// <summary>All that it asks of a lead under way: at its steps, and to end it early.</summary>
    public IEnumerable<Condition> Conditions() =>
        Steps.SelectMany(step => step.Conditions).Concat(new[] { Exits.If, Enter.If }.OfType<Condition>());

    private static SendWindow Always { get; } = new(
        Enum.GetValues<IsoDayOfWeek>().ToHashSet(), default, default, DateTimeZone.Utc, new HashSet<LocalDate>());

    private static T? Part<T>(JsonFields fields, string name, Func<JsonFields, T> read) where T : class =>
        fields.Object(name) is { } part ? read(part) : fields.Missing<T?>(name, null);
}
