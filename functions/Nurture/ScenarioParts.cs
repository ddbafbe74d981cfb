using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Nurture;

/// <summary>What brings a lead in: exactly one of a stage or a customer class that it enters.</summary>
public sealed record Entrance(string? Stage, string? Class)
{
    public static Entrance Read(JsonFields fields)
    {
        fields.RefuseOthers("stage", "class");
        var entrance = new Entrance(fields.Text("stage"), fields.Text("class"));
        if (entrance.Stage is null == entrance.Class is null)
            fields.Refuse("stage", "Must name either a stage or a class, not both: write a second scenario.");
        return entrance;
    }
}

/// <summary>
/// What ends a scenario early. <see cref="OnStageLeft"/> means the class where the scenario belongs to a class.
/// </summary>
public sealed record Exits(bool OnPurchase, bool OnStageLeft, IReadOnlyList<string> OnReactions)
{
    public static Exits None { get; } = new(false, false, []);

    public static Exits Read(JsonFields fields)
    {
        fields.RefuseOthers("onPurchase", "onStageLeft", "onReactions");
        return new Exits(
            fields.Flag("onPurchase") ?? false, fields.Flag("onStageLeft") ?? false, fields.Texts("onReactions"));
    }
}

/// <summary>
/// Whether a lead can go through a scenario again: never (null), or this long after its last enrolment.
/// </summary>
public sealed record Reentry(Period? After)
{
    private const string Prefix = "after:";

    public static Reentry Never { get; } = new((Period?)null);

    public static Reentry Read(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text || text == "never") return Never;
        var parsed = text.StartsWith(Prefix, StringComparison.Ordinal)
            ? NodaTime.Text.PeriodPattern.NormalizingIso.Parse(text[Prefix.Length..])
            : null;
        if (parsed is { Success: true } && parsed.Value.IsForward()) return new Reentry(parsed.Value);
        fields.Refuse(name, $"Must be 'never' or 'after:' with a duration, like after:P180D, but is '{text}'.");
        return Never;
    }
}

/// <summary>
/// One mail of a scenario, due <see cref="After"/> the step before it was settled (the first: after the enrolment).
/// </summary>
public sealed record ScenarioStep(string Id, Period After, string Template, StepCondition If)
{
    public static ScenarioStep Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "after", "template", "if");
        return new ScenarioStep(
            fields.RequiredId("id"),
            fields.ForwardDuration("after") ?? fields.Missing("after", Period.Zero),
            fields.RequiredText("template"),
            fields.Object("if") is { } condition ? StepCondition.Read(condition) : StepCondition.None);
    }
}

/// <summary>
/// Reactions since the enrolment that a step asks for: at least one of <see cref="Reacted"/> (where it names any) and
/// none of <see cref="NotReacted"/>.
/// </summary>
public sealed record StepCondition(IReadOnlyList<string> Reacted, IReadOnlyList<string> NotReacted)
{
    public static StepCondition None { get; } = new([], []);

    public static StepCondition Read(JsonFields fields)
    {
        fields.RefuseOthers("reacted", "notReacted");
        return new StepCondition(fields.Texts("reacted"), fields.Texts("notReacted"));
    }

    public bool Holds(IReadOnlyCollection<string> seen) =>
        (Reacted.Count == 0 || Reacted.Any(seen.Contains)) && !NotReacted.Any(seen.Contains);
}
