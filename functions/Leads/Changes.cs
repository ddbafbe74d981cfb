using LeadScoring.Learning;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// Pure: the steps from a lead's points at the beginning of a past day to those of now. Each step changes one thing
/// and is worth what it changes; <see cref="ChangesView"/> says what then means.
/// </summary>
public static class Changes
{
    /// <param name="past">The lead in one product line.</param>
    /// <param name="late">What came in later than its day.</param>
    /// <param name="since">The day at whose beginning then is.</param>
    /// <param name="rules">The rules the lead stands under now.</param>
    /// <param name="product">The product line by them.</param>
    /// <param name="now">The instant of now.</param>
    /// <param name="language">Of the texts.</param>
    /// <param name="rulesThen">The rules in force then; null: these.</param>
    /// <param name="words">How answers are named; null: plainly.</param>
    public static ChangesView Of(
        PastLead past, LateArrivals late, int since, ScoringRules rules, ProductLine product, DateTimeOffset now,
        string language, ScoringRules? rulesThen = null, AnswerWords? words = null)
    {
        var (state, today) = (past.State, product.DayOf(now));
        var known = past with
        {
            State = state with
            {
                Counts = state.Counts.Less(late.Reactions),
                Purchases = state.Purchases.Less(late.Purchases),
            },
        };
        var text = new ChangeText(rules, language, words ?? AnswerWords.Plain);
        var steps = rulesThen?.Products.GetValueOrDefault(product.Id) is { } productThen
            ? new Steps(rulesThen, productThen, known.KnownBefore(since, rulesThen, productThen), since)
            : new Steps(rules, product, known.KnownBefore(since, rules, product), since);
        if (rulesThen is not null && rulesThen.Version != rules.Version)
            steps.Under(rules, product, known.KnownBefore(since, rules, product), text.Rules(rulesThen.Version));
        foreach (var (type, days) in ByType(late.Reactions))
        {
            var counts = steps.Input.Counts.Add(days);
            steps.To(steps.Input with { Counts = counts }, "late", type, days.Count, text.Late(type, days.Count));
        }
        steps.To(today, "cooling", text.Cooling(today - since));
        foreach (var (type, days) in ByType(Each(state.Counts).Where(reaction => reaction.Day >= since)))
        {
            var counts = steps.Input.Counts.Add(days);
            steps.To(steps.Input with { Counts = counts }, "reaction", type, days.Count, text.New(type, days.Count));
        }
        var cycle = text.Cycle(steps.Input.CycleStart, state.CycleStart);
        steps.To(steps.Input with { CycleStart = state.CycleStart }, "cycle", cycle);
        var attributes = past.Lead.Profile!.AttributeValues();
        var fit = Fit.Of(attributes, rules);
        steps.To(steps.Input with { Fit = fit }, "fit", text.FitOf(steps.Input.Fit, fit, attributes));
        return steps.Told();
    }

    private static IEnumerable<(string Type, List<(int Day, string Type)> Days)> ByType(
        IEnumerable<(int Day, string Type)> reactions) =>
        reactions.GroupBy(reaction => reaction.Type, StringComparer.Ordinal)
            .OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => (type.Key, type.ToList()));

    private static IEnumerable<(int Day, string Type)> Each(DayCounts counts) => counts.Items.ToArray()
        .SelectMany(item => Enumerable.Repeat((item.Day, item.Type), item.Count));

    /// <summary>The way so far: where it stands, and what each step was worth.</summary>
    private sealed class Steps
    {
        private readonly double _halfSaturationThen;
        private readonly int _since;
        private readonly List<(double Points, ChangePart? Step)> _way;
        private ScoringRules _rules;
        private ProductLine _product;
        private int _day;

        public Steps(ScoringRules rules, ProductLine product, ScoreInput then, int since)
        {
            (_rules, _product, _since, _day, Input) = (rules, product, since, since, then);
            _halfSaturationThen = product.HalfSaturation;
            _way = [(Points.At(then, rules, product, since), null)];
        }

        public ScoreInput Input { get; private set; }

        public void Under(ScoringRules rules, ProductLine product, ScoreInput input, string text)
        {
            (_rules, _product) = (rules, product);
            To(input, "rules", text);
        }

        public void To(int day, string kind, string text)
        {
            _day = day;
            To(Input, kind, null, null, text);
        }

        public void To(ScoreInput input, string kind, string text) => To(input, kind, null, null, text);

        public void To(ScoreInput input, string kind, string? type, int? count, string text)
        {
            Input = input;
            _way.Add((Points.At(input, _rules, _product, _day), new ChangePart(kind, type, count, 0, text)));
        }

        public ChangesView Told()
        {
            var grain = Grain(_way.Max(step => Math.Abs(step.Points)));
            var rounded = _way.ConvertAll(step => Math.Round(step.Points / grain) * grain);
            var parts = _way.Index().Skip(1)
                .Select(at => at.Item.Step! with { Points = rounded[at.Index] - rounded[at.Index - 1] })
                .Where(part => part.Points != 0 || part.Type is not null || part.Kind == "rules");
            return new ChangesView(
                Standing.DateText(_since), Moment(_since, rounded[0], _way[0].Points, _halfSaturationThen),
                Moment(_day, rounded[^1], _way[^1].Points, _product.HalfSaturation), [.. parts]);
        }

        private static Moment Moment(int day, double rounded, double points, double halfSaturation) =>
            new(Standing.DateText(day), rounded, Points.Score(points, halfSaturation));

        // With 2^51 grains at the most, differences of any two are exact, and so are their sums.
        private static double Grain(double most) => Math.ScaleB(1, Math.Max(-20, Math.ILogB(Math.Max(most, 1)) - 50));
    }
}
