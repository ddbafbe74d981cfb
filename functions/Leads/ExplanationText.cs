using System.Globalization;
using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// An explanation in sentences, Japanese or English. Figures never claim more than there is: points and scores are
/// rounded down to a tenth, what is lacking is rounded up, days are exact.
/// </summary>
internal sealed class ExplanationText(ScoringRules rules, string language, AnswerWords answers)
{
    public IReadOnlyList<string> Of(
        ExplanationView view, ScoreInput input, string? stage, ProductLine product, int today) =>
        [.. new[]
        {
            Score(view, product), Next(view.NextStage), Leaves(stage, view.Leaves), Floor(view, input, product, today),
            FitOf(view.Fit), Cycle(view), Capped(view), Unknown(view), AheadOf(view),
        }.OfType<string>()];

    /// <summary>Rounded down to a tenth, so that 59.96 is not shown as the 60 it has not reached.</summary>
    internal static string Down(double value)
    {
        var tenths = Math.Floor(value * 10);
        if ((tenths + 1) / 10 <= value) tenths++;
        return (tenths / 10).ToString("0.#", CultureInfo.InvariantCulture);
    }

    internal static string Factor(double value) => value.ToString("×0.###", CultureInfo.InvariantCulture);

    internal string Times(string type, int count) => Say($"{Label(type)}{count}回", $"{count} × {Label(type)}");

    internal string Say(FormattableString japanese, FormattableString english) =>
        FormattableString.Invariant(language.IsJapanese() ? japanese : english);

    private string Score(ExplanationView view, ProductLine product)
    {
        var points = Down(view.Points);
        if (view.Points <= 0) return Say($"{points}ポイントのため、スコアは0です。", $"{points} points: the score is 0.");
        var score = Down(Points.Score(view.Points, product.HalfSaturation));
        return Say(
            $"{points}ポイント（スコア{score}）です。新しい反応がなければ、ポイントは{view.HalfLifeDays}日で半分になります。",
            $"{points} points are a score of {score}; without a new reaction they halve in {view.HalfLifeDays} days.");
    }

    private string? Next(NextStage? next)
    {
        if (next is null) return null;
        var (stage, ways) = (Stage(next.Stage), next.Ways.Select(way => Times(way.Type, way.Count)).ToList());
        return ways.Count == 0
            ? Say($"「{stage}」まであと{next.Points}ポイントです。", $"Needs {next.Points} more points for {stage}.")
            : Say(
                $"「{stage}」まであと{next.Points}ポイントです（本日の{string.Join("、または", ways)}で届きます）。",
                $"Needs {next.Points} more points for {stage} (that is {string.Join(" or ", ways)} today).");
    }

    private string? Leaves(string? stage, Leaving? leaving) => leaving is null ? null : Say(
        $"新しい反応がなければ、{leaving.Day}に「{Stage(stage!)}」から「{Stage(leaving.To)}」へ下がります。",
        $"Leaves {Stage(stage!)} for {Stage(leaving.To)} on {leaving.Day} without a new reaction.");

    private string? Floor(ExplanationView view, ScoreInput input, ProductLine product, int today)
    {
        if (view.Floor is not { } floor) return null;
        var (stage, type) = (Stage(floor.Stage), Label(floor.Type));
        var reached = rules.Stages.Next(floor.Stage, Points.ScoreAt(input, rules, product, today), floor: null);
        return rules.Stages.IndexOf(reached) < rules.Stages.IndexOf(floor.Stage)
            ? Say(
                $"{floor.Day}の「{type}」により、スコアにかかわらず「{stage}」に保たれています。",
                $"Held at {stage} by the reaction “{type}” of {floor.Day}.")
            : Say(
                $"{floor.Day}の「{type}」により、「{stage}」より下がることはありません。",
                $"Does not fall below {stage}: “{type}” of {floor.Day}.");
    }

    private string? FitOf(FitView fit)
    {
        if (fit.Factors.Count == 0) return null;
        var parts = fit.Factors
            .Select(part => (Name: answers.Say(part, language), part.Factor))
            .Select(part => Say(
                $"{part.Name}（{Factor(part.Factor)}）", $"{part.Name} ({Factor(part.Factor)})")).ToList();
        return Say(
            $"すべてのポイントに{Factor(fit.Factor)}の係数がかかります：{string.Join("、", parts)}。",
            $"All points count {Factor(fit.Factor)}: {string.Join(", ", parts)}.");
    }

    private string? Cycle(ExplanationView view)
    {
        if (view.CycleStart is not { } start) return null;
        var before = view.NotCounted.Where(left => left.Why == "cycle").Sum(left => left.Count);
        return before == 0
            ? Say($"購入日の{start}から数えています。", $"Counts from {start}, the day of the purchase.")
            : Say(
                $"購入日の{start}から数えています。それより前の反応{before}件は対象外です。",
                $"Counts from {start}, the day of the purchase; earlier reactions no longer count: {before}.");
    }

    private string? Capped(ExplanationView view)
    {
        var over = view.NotCounted.Where(left => left.Why == "cap").Select(left =>
        {
            var most = rules.Reactions[left.Type].CapPerDay;
            return Say(
                $"{Times(left.Type, left.Count)}（1日{most}回まで）",
                $"{Times(left.Type, left.Count)} (at most {most} a day)");
        }).ToList();
        return over.Count == 0 ? null : Say(
            $"上限を超えたため数えていない反応：{string.Join("、", over)}。",
            $"Over the cap and not counted: {string.Join(", ", over)}.");
    }

    private string? Unknown(ExplanationView view)
    {
        var unknown = view.NotCounted.Where(left => left.Why == "no rule")
            .Select(left => Say($"{left.Type} {left.Count}件", $"{left.Count} × {left.Type}")).ToList();
        return unknown.Count == 0 ? null : Say(
            $"記録していますが、現在のルールにないため数えていない反応：{string.Join("、", unknown)}。",
            $"Kept, but without a rule to count it: {string.Join(", ", unknown)}.");
    }

    private string? AheadOf(ExplanationView view)
    {
        var ahead = view.DatedAhead
            .Select(one => Say($"{Label(one.Type)}（{one.Day}）", $"{Label(one.Type)} ({one.Day})")).ToList();
        return ahead.Count == 0 ? null : Say(
            $"本日より後の日付ですが、すでに数えている反応：{string.Join("、", ahead)}。",
            $"Dated after today, and counted already: {string.Join(", ", ahead)}.");
    }

    internal string Label(string type) => rules.Reactions[type].Label.For(language);

    private string Stage(string id) => rules.Stages.Find(id)!.Label.For(language);
}
