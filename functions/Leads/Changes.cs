using LeadScoring.Learning;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// Pure: the steps from a lead's points at the beginning of a past day to those of now. Each step changes one thing
/// and is worth what it changes; <see cref="ChangesView"/> says what then means.
/// </summary>
public static class Changes
{
    public static ChangesView Of(
        PastLead past, LateArrivals late, int since, ScoringRules rules, ProductLine product, DateTimeOffset now,
        string language)
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
        var steps = new Steps(rules, product, known.KnownBefore(since, rules, product), since);
        var text = new ChangeText(rules, language);
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
        private readonly ScoringRules _rules;
        private readonly ProductLine _product;
        private readonly int _since;
        private readonly List<(double Points, ChangePart? Step)> _way;
        private int _day;

        public Steps(ScoringRules rules, ProductLine product, ScoreInput then, int since)
        {
            (_rules, _product, _since, _day, Input) = (rules, product, since, since, then);
            _way = [(Points.At(then, rules, product, since), null)];
        }

        public ScoreInput Input { get; private set; }

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
                .Where(part => part.Points != 0 || part.Type is not null);
            return new ChangesView(
                Standing.DateText(_since), Moment(_since, rounded[0], _way[0].Points),
                Moment(_day, rounded[^1], _way[^1].Points), [.. parts]);
        }

        private Moment Moment(int day, double rounded, double points) =>
            new(Standing.DateText(day), rounded, Points.Score(points, _product.HalfSaturation));

        // With 2^51 grains at the most, differences of any two are exact, and so are their sums.
        private static double Grain(double most) => Math.ScaleB(1, Math.Max(-20, Math.ILogB(Math.Max(most, 1)) - 50));
    }
}
