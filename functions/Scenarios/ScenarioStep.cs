using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Scenarios;

/// <summary>
/// One step of a scenario. It goes on with the step after it unless it names a later one; nothing leads back, so every
/// enrolment ends.
/// </summary>
/// <param name="Id">Its name, within the scenario.</param>
/// <param name="After">When it is due, from when the step before was settled (the first: from the enrolment).</param>
public abstract record ScenarioStep(string Id, Delay After)
{
    /// <summary>The mail it sends; null where it sends none.</summary>
    public virtual string? Template => null;

    /// <summary>The later steps it names; null in it: the step after it.</summary>
    public abstract IEnumerable<Jump> Jumps { get; }

    /// <summary>What it asks, in the order of the file.</summary>
    public virtual IEnumerable<Condition> Conditions => [];

    private static readonly string[] Kinds = ["template", "wait", "branch", "exit"];

    public static ScenarioStep Read(JsonFields fields)
    {
        var kind = Kinds.Where(fields.Has).ToList();
        var id = fields.RequiredId("id");
        if (kind.Count > 1)
        {
            fields.Refuse(kind[1], "Must not stand beside another: a step sends a mail, waits, branches or exits.");
            return new ExitStep(id, AtOnce, kind[1]);
        }
        return kind.FirstOrDefault() switch
        {
            "wait" => WaitStep.Read(fields, id),
            "branch" => BranchStep.Read(fields, id),
            "exit" => ExitStep.Read(fields, id),
            _ => MailStep.Read(fields, id),
        };
    }

    /// <summary>At once, where nothing is said.</summary>
    protected static Delay AtOnce { get; } = new Delay.Lasting(Period.Zero);
}

/// <summary>A step that another goes on with; <paramref name="To"/> null: the one after it.</summary>
public readonly record struct Jump(string Field, string? To);

/// <summary>A mail, where the condition holds; the scenario goes on in any case.</summary>
public sealed record MailStep(string Id, Delay After, string Mail, Condition If, string? Next) : ScenarioStep(Id, After)
{
    public override string Template => Mail;

    public override IEnumerable<Jump> Jumps => [new("next", Next)];

    public override IEnumerable<Condition> Conditions => [If];

    public static MailStep Read(JsonFields fields, string id)
    {
        fields.RefuseOthers("id", "after", "template", "if", "next");
        return new MailStep(
            id,
            fields.Delay("after") ?? fields.Missing("after", AtOnce),
            fields.RequiredText("template"),
            fields.Object("if") is { } condition ? ConditionReader.Read(condition) : new Condition.All([]),
            fields.Text("next"));
    }
}

/// <summary>
/// Waits for one of these reactions, from when the step was come to, and goes on at once when it comes; or when the
/// time is out. <see cref="ScenarioStep.After"/> is that time.
/// </summary>
public sealed record WaitStep(string Id, Delay TimeOut, IReadOnlyList<string> For, string? Then, string? Else)
    : ScenarioStep(Id, TimeOut)
{
    public override IEnumerable<Jump> Jumps => [new("wait.then", Then), new("wait.else", Else)];

    public static WaitStep Read(JsonFields fields, string id)
    {
        fields.RefuseOthers("id", "wait");
        if (fields.Object("wait") is not { } wait) return new WaitStep(id, AtOnce, [], null, null);
        wait.RefuseOthers("for", "timeOut", "then", "else");
        return new WaitStep(
            id, wait.Delay("timeOut") ?? wait.Missing("timeOut", AtOnce), ConditionReader.OneOrMore(wait, "for"),
            wait.Text("then"), wait.Text("else"));
    }
}

/// <summary>Goes on with the first case that holds, or with <paramref name="Else"/>.</summary>
public sealed record BranchStep(string Id, Delay After, IReadOnlyList<BranchCase> Cases, string? Else)
    : ScenarioStep(Id, After)
{
    private const int MostCases = 10;

    public override IEnumerable<Jump> Jumps =>
        [.. Cases.Index().Select(at => new Jump($"branch[{at.Index}].go", at.Item.Go)), new("else", Else)];

    public override IEnumerable<Condition> Conditions => Cases.Select(one => one.If);

    public static BranchStep Read(JsonFields fields, string id)
    {
        fields.RefuseOthers("id", "after", "branch", "else");
        var cases = fields.Objects("branch", MostCases).Select(BranchCase.Read).ToList();
        if (cases.Count == 0) fields.Refuse("branch", "Must hold at least one case.");
        return new BranchStep(id, fields.Delay("after") ?? AtOnce, cases, fields.Text("else"));
    }
}

/// <summary>One way out of a branch.</summary>
public sealed record BranchCase(Condition If, string Go)
{
    public static BranchCase Read(JsonFields fields)
    {
        fields.RefuseOthers("if", "go");
        return new BranchCase(
            fields.Object("if") is { } condition
                ? ConditionReader.Read(condition)
                : fields.Missing("if", new Condition.All([])),
            fields.RequiredText("go"));
    }
}

/// <summary>The enrolment ends here, for a reason of the scenario's own.</summary>
public sealed record ExitStep(string Id, Delay After, string Reason) : ScenarioStep(Id, After)
{
    public override IEnumerable<Jump> Jumps => [];

    public static ExitStep Read(JsonFields fields, string id)
    {
        fields.RefuseOthers("id", "after", "exit");
        return new ExitStep(id, fields.Delay("after") ?? AtOnce, fields.RequiredId("exit"));
    }
}
