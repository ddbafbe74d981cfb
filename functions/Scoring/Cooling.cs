namespace LeadScoring.Scoring;

/// <summary>
/// The day on which a lead that stays silent falls under a score: known in advance, so it is put in the diary and
/// nobody looks for it. d* + floor(halfLife × log2(p(d*)/θ)) + 1, θ the points of that score; the formula's last bit
/// is then confirmed with the score function itself, which is what decides on that day.
/// </summary>
public static class Cooling
{
    /// <summary>
    /// The first day, from the newest counted one on, whose score is under <paramref name="leave"/> (above 0, under
    /// 100); null when nothing counts.
    /// </summary>
    public static int? DayBelow(ScoreInput input, ScoringRules rules, ProductLine product, double leave)
    {
        if (Points.NewestCountedDay(input, rules) is not { } newest) return null;
        var points = Points.At(input, rules, product, newest);
        if (Points.Score(points, product.HalfSaturation) < leave) return newest;

        var halvings = Math.Log2(points / Points.ForScore(leave, product.HalfSaturation));
        var day = newest + (int)Math.Floor(product.HalfLifeDays * halvings) + 1;
        while (day > newest && IsBelow(day - 1)) day--;
        while (!IsBelow(day)) day++;
        return day;

        bool IsBelow(int at) => Points.ScoreAt(input, rules, product, at) < leave;
    }

    /// <summary>The day silence takes the lead out of its stage; null for the first and one held by a floor.</summary>
    public static int? DayLeaving(
        string stage, string? floor, ScoreInput input, ScoringRules rules, ProductLine product) =>
        rules.Stages.Find(stage) is { Leave: { } leave } && rules.Stages.IndexOf(stage) > rules.Stages.IndexOf(floor)
            ? DayBelow(input, rules, product, leave)
            : null;
}
