using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// Pure: a lead's score at the end of every 30th day from 360 days ago to now, oldest first, to one digit: a small
/// picture of where it comes from. Reactions count from their own day, and those of the day and later do not count
/// before it; a day before the present cycle is told as if no cycle had ended, since the row does not say when earlier
/// ones did. Weights, fit and cycles are those of today: what the rules and the answers were then, a list row does not
/// know (the lead's page does: <see cref="Changes"/>).
/// </summary>
public static class Curve
{
    public const int Scores = 13;
    private const int Apart = 30;

    public static IReadOnlyList<double> Of(
        ScoreInput input, ScoringRules rules, ProductLine product, DateTimeOffset now)
    {
        var (scores, today) = (new double[Scores], product.DayOf(now));
        for (var i = 0; i < Scores; i++)
        {
            var day = today - Apart * (Scores - 1 - i);
            var then = day == today ? input : new ScoreInput(
                input.Counts.Before(day + 1), input.Fit, input.CycleStart <= day ? input.CycleStart : null);
            scores[i] = Math.Round(Points.ScoreAt(then, rules, product, day), 1);
        }

        return scores;
    }
}
