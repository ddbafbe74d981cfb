namespace LeadScoring.Scoring;

/// <summary>
/// Points of a lead on a day: Σ over (day d, type) of min(count, cap) × weight × 2^(−(day − d)/halfLife) × fit,
/// in ascending (day, type). Decay is by whole days, so any order of arrival gives the same bits.
/// A reaction dated after the asked day weighs more than on its own day: the points then still only fall with time.
/// </summary>
public static class Points
{
    /// <summary>The sum of the terms' points in their order, bit for bit, without making the list.</summary>
    public static double At(ScoreInput input, ScoringRules rules, ProductLine product, int day)
    {
        var points = 0.0;
        foreach (var count in input.Counts.Items)
        {
            if (TermOf(count, input, rules, product, day) is { } term) points += term.Points;
        }

        return points;
    }

    public static IReadOnlyList<Term> Terms(ScoreInput input, ScoringRules rules, ProductLine product, int day)
    {
        var terms = new List<Term>(input.Counts.Items.Length);
        foreach (var count in input.Counts.Items)
        {
            if (TermOf(count, input, rules, product, day) is { } term) terms.Add(term);
        }

        return terms;
    }

    /// <summary>0 to 100: 100 × p/(p + halfSaturation); 0 for points that are not positive.</summary>
    public static double Score(double points, double halfSaturation) =>
        points > 0 ? Math.Min(100, 100 * points / (points + halfSaturation)) : 0;

    public static double ScoreAt(ScoreInput input, ScoringRules rules, ProductLine product, int day) =>
        Score(At(input, rules, product, day), product.HalfSaturation);

    /// <summary>The points that make this score, which is above 0 and under 100.</summary>
    public static double ForScore(double score, double halfSaturation) => halfSaturation * score / (100 - score);

    /// <summary>The newest day on which something with an effect was counted: from then on points only decay.</summary>
    public static int? NewestCountedDay(ScoreInput input, ScoringRules rules)
    {
        var items = input.Counts.Items;
        for (var i = items.Length - 1; i >= 0 && !(items[i].Day < input.CycleStart); i--)
        {
            if (rules.Reactions.TryGetValue(items[i].Type, out var type) && type.Points != 0) return items[i].Day;
        }

        return null;
    }

    /// <summary>
    /// The highest stage that a reaction of this cycle holds the lead up to. A cycle begins with the day of the
    /// purchase that lifted all floors; reactions before and after it on that day are one count, which holds nothing.
    /// </summary>
    public static string? FloorOf(ScoreInput input, ScoringRules rules)
    {
        string? floor = null;
        foreach (var count in input.Counts.Items)
        {
            if (count.Day <= input.CycleStart || !rules.Reactions.TryGetValue(count.Type, out var type)) continue;
            floor = rules.Stages.Higher(floor, type.FloorStage);
        }

        return floor;
    }

    private static Term? TermOf(
        DayCount count, ScoreInput input, ScoringRules rules, ProductLine product, int day)
    {
        if (count.Day < input.CycleStart || !rules.Reactions.TryGetValue(count.Type, out var type)) return null;
        var counted = Math.Min(count.Count, type.CapPerDay);
        var decay = Math.Pow(2, -(day - count.Day) / product.HalfLifeDays);
        // What is worth nothing stays so also where its decay, as of a day long before it, is beyond all numbers.
        var points = type.Points == 0 ? 0 : counted * type.Points * decay * input.Fit;
        return new Term(count.Day, count.Type, count.Count, counted, type.Points, decay, input.Fit, points);
    }
}
