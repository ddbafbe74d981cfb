using System.Globalization;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// One look at one product of a lead at one instant: the stage by score, the class by purchases, the next look.
/// </summary>
internal sealed class StageAndClass(Lead lead, Edition edition, ProductLine product, DateTimeOffset now, Cause cause)
{
    private readonly ScoringRules _rules = edition.Rules;
    private readonly int _today = product.DayOf(now);
    private readonly double _fit = Fit.Of(lead.Profile!.AttributeValues(), edition.Rules);

    public (ProductState State, Fact? Change) Stage(ProductState state)
    {
        var points = Points.At(Input(state), _rules, product, _today);
        var score = Points.Score(points, product.HalfSaturation);
        var stage = _rules.Stages.Next(state.Stage, score, Floor(state));
        if (stage == state.Stage) return (state, null);
        var change = new StageChange(product.Id, state.Stage, stage, score, Reason(state, stage), now);
        return (state with { Stage = stage, StageSince = now }, History(state, "stage", change));
    }

    public (ProductState State, Fact? Change) Class(ProductState state)
    {
        var verdict = CustomerClass.Of(state.Purchases, _rules, product, _today);
        if (verdict.Class == state.Class && verdict.Lapsed == state.Lapsed) return (state, null);
        var change = new ClassChange(product.Id, state.Class, verdict.Class, verdict.Lapsed, verdict.Purchases,
            verdict.Total, verdict.Average, verdict.TenureDays, now, cause.IsNews ? null : cause.Text);
        return (
            state with { Class = verdict.Class, Lapsed = verdict.Lapsed, ClassSince = now },
            History(state, "class", change));
    }

    /// <summary>
    /// The day on which stage or class will change without any reaction. An earlier look that is planned already stays:
    /// it will find nothing to do and plan the right one, which saves a write at every reaction.
    /// </summary>
    public ProductState LookAgain(ProductState state)
    {
        var ages = CustomerClass.Of(state.Purchases, _rules, product, _today).NextChangeDay;
        var day = new[] { CoolsOn(state), ages, state.Purchases.NextDayAfter(_today) }.Min();
        var wanted = day is { } next ? product.StartOf(next) : (DateTimeOffset?)null;
        var planned = state.LookAgainAt > now ? state.LookAgainAt : null;
        return state with { LookAgainAt = planned <= wanted || wanted is null ? planned : wanted };
    }

    /// <summary>
    /// The day on which the lead falls below its stage; null where a floor holds it or the stage has no lower bound.
    /// </summary>
    public int? CoolsOn(ProductState state) =>
        state.Stage is { } stage ? Cooling.DayLeaving(stage, Floor(state), Input(state), _rules, product) : null;

    private ScoreInput Input(ProductState state) => new(state.Counts, _fit, state.CycleStart);

    private string? Floor(ProductState state) => Points.FloorOf(Input(state), _rules);

    private string Reason(ProductState state, string stage)
    {
        if (!cause.IsNews) return cause.Text;
        if (state.Stage is null) return state.CycleStart is null ? cause.Text : "purchase closed the cycle";
        if (_rules.Stages.Higher(state.Stage, stage) == state.Stage)
            return cause.Text == Cause.Time ? "cooled" : cause.Text;
        return stage == Floor(state) ? "floor" : cause.Text;
    }

    private Fact History(ProductState state, string what, object change) => new(
        LeadRows.History(now, string.Create(
            CultureInfo.InvariantCulture, $"{what}|{product.Id}|{state.Placed?.Revision ?? 0}")),
        change);
}

/// <summary>A stage was entered, once, with the score and the reason of that moment.</summary>
public sealed record StageChange(
    string Product, string? From, string To, double Score, string Reason, DateTimeOffset At);

/// <summary>
/// A customer class was entered; the figures it was decided by are kept with it. <paramref name="Reason"/>: where it
/// changed by the rules (<c>rules 2</c>) or the counting alone; null where purchases or time did it.
/// </summary>
public sealed record ClassChange(
    string Product, string? From, string? To, bool Lapsed, int Purchases, decimal Total, decimal Average,
    int TenureDays, DateTimeOffset At, string? Reason = null);

/// <summary>
/// Why a lead is assessed. <paramref name="IsNews"/>: something happened to the person, or time passed; false: only the
/// rules or the counting changed, which is then the reason of all that follows. <paramref name="Begins"/>: what is
/// entered begins its scenarios.
/// </summary>
internal readonly record struct Cause(string Text, bool IsNews, bool Begins)
{
    /// <summary>Nothing happened but that time passed.</summary>
    public const string Time = "time";
}
