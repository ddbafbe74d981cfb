using LeadScoring.Leads;
using LeadScoring.Parsing;

namespace LeadScoring.Alerts;

/// <summary>
/// Section <c>alerts</c> of the rules. <paramref name="DropPoints"/>: so many points of score, lost through what
/// happened on one day, are a drop. <paramref name="SilentDays"/>: so many days without a reaction are a silence.
/// <paramref name="HotStage"/>: whose enter score makes a lead hot; null for the highest. <paramref name="FreshDays"/>:
/// what is reported later than so many days after it happened raises nothing.
/// </summary>
public sealed record AlertRules(double DropPoints, int SilentDays, string? HotStage, int FreshDays)
{
    internal const int MostFreshDays = 365;

    public static AlertRules Default { get; } = new(DropPoints: 10, SilentDays: 30, HotStage: null, FreshDays: 7);

    /// <summary>The score that makes a lead hot; null where the ladder has one step only.</summary>
    public double? HotScore(StageLadder stages) => (stages.Find(HotStage) ?? stages.Stages[^1]).Enter;

    internal static AlertRules Read(JsonFields rules, StageLadder stages)
    {
        if (rules.Object("alerts") is not { } fields) return Default;
        fields.RefuseOthers("dropPoints", "silentDays", "hotStage", "freshDays");
        return new AlertRules(
            fields.Number("dropPoints", 0.1, 100) ?? Default.DropPoints,
            fields.Whole("silentDays", 1, 3650) ?? Default.SilentDays,
            fields.OneOf("hotStage", [.. stages.Stages.Skip(1).Select(stage => stage.Id)]),
            fields.Whole("freshDays", 1, MostFreshDays) ?? Default.FreshDays);
    }
}
