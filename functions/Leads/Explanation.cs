using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// Pure: puts in view what made a lead's score in one product line, beside the terms that are the score.
/// </summary>
public static class Explanation
{
    public static ExplanationView Of(
        ProductState state, IReadOnlyDictionary<string, string> attributes, ScoringRules rules, ProductLine product,
        DateTimeOffset now, string language, AnswerWords? words = null)
    {
        words ??= AnswerWords.Plain;
        var today = product.DayOf(now);
        var input = new ScoreInput(state.Counts, Fit.Of(attributes, rules), state.CycleStart);
        var terms = Points.Terms(input, rules, product, today);
        var stage = state.Stage is null ? null : rules.Stages.Find(state.Stage);
        var floor = stage is null ? null : Floor(input, rules);
        var view = new ExplanationView(terms.Sum(term => term.Points), [.. terms.Select(Term)])
        {
            HalfLifeDays = product.HalfLifeDays,
            Fit = new FitView(input.Fit, words.Parts(attributes, rules)),
            CycleStart = input.CycleStart is { } start ? Standing.DateText(start) : null,
            NotCounted = [.. NotCounted(input, terms, rules)],
            DatedAhead = [.. terms.Where(term => term.Day > today)
                .Select(term => new Ahead(term.Type, Standing.DateText(term.Day)))],
            Floor = floor,
            NextStage = NextStage.Of(input, stage?.Id, rules, product, today),
            Leaves = stage is null ? null : Leaving(input, stage.Id, floor?.Stage, rules, product),
        };
        var text = new ExplanationText(rules, language, words);
        return view with { Said = text.Of(view, input, stage?.Id, product, today) };
    }

    private static TermView Term(Term term) => new(
        Standing.DateText(term.Day), term.Type, term.Count, term.Counted, term.Weight, term.Decay,
        term.Fit, term.Points);

    /// <summary>Over the cap, before the cycle, or without a rule; every reaction is in here or in a term.</summary>
    private static IEnumerable<NotCounted> NotCounted(
        ScoreInput input, IReadOnlyList<Term> terms, ScoringRules rules)
    {
        var capped = terms.GroupBy(term => term.Type, StringComparer.Ordinal)
            .Select(type => new NotCounted(type.Key, "cap", type.Sum(term => term.Count - term.Counted)));
        var others = input.Counts.Items.ToArray()
            .Where(item => item.Day < input.CycleStart || !rules.Reactions.ContainsKey(item.Type))
            .GroupBy(item => (item.Type, Why: item.Day < input.CycleStart ? "cycle" : "no rule"))
            .Select(group => new NotCounted(group.Key.Type, group.Key.Why, group.Sum(item => item.Count)));
        return capped.Concat(others).Where(left => left.Count > 0)
            .OrderBy(left => left.Why, StringComparer.Ordinal).ThenBy(left => left.Type, StringComparer.Ordinal);
    }

    /// <summary>The newest reaction that holds the lead up to the highest stage any holds it to.</summary>
    private static FloorView? Floor(ScoreInput input, ScoringRules rules)
    {
        if (Points.FloorOf(input, rules) is not { } stage) return null;
        var holding = input.Counts.Items.ToArray().Last(item => !(item.Day <= input.CycleStart)
            && rules.Reactions.TryGetValue(item.Type, out var type) && type.FloorStage == stage);
        return new FloorView(stage, holding.Type, Standing.DateText(holding.Day));
    }

    private static Leaving? Leaving(
        ScoreInput input, string stage, string? floor, ScoringRules rules, ProductLine product) =>
        Cooling.DayLeaving(stage, floor, input, rules, product) is { } day
            ? new Leaving(
                Standing.DateText(day), rules.Stages.Next(stage, Points.ScoreAt(input, rules, product, day), floor))
            : null;
}
