using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>Reactions of one type which, coming today, would lead to the next stage by themselves.</summary>
public sealed record Way(string Type, int Count);

/// <summary>
/// What a lead lacks for its next stage today. <paramref name="Points"/> are rounded up and are enough: whole ones,
/// below 1 one significant digit. <paramref name="Ways"/>: up to two, of different channels where there are, the one
/// with the fewest reactions first; each was tried with the score function, caps, fit and floors included.
/// </summary>
public sealed record NextStage(string Stage, double Points, IReadOnlyList<Way> Ways)
{
    /// <summary>Null in the highest stage, for an unknown stage, and where score or floor are there already.</summary>
    public static NextStage? Of(ScoreInput input, string? stage, ScoringRules rules, ProductLine product, int today)
    {
        var next = rules.Stages.IndexOf(stage) + 1;
        if (next == 0 || next >= rules.Stages.Stages.Count) return null;
        var border = rules.Stages.Stages[next].Enter!.Value;
        var points = Scoring.Points.At(input, rules, product, today);
        return Reached(input, stage!, rules, product, today) >= next
            ? null
            : new NextStage(
                rules.Stages.Stages[next].Id, Enough(points, border, product.HalfSaturation),
                [.. Best(rules, Trials(input, stage!, rules, product, today))]);
    }

    private static double Enough(double points, double border, double halfSaturation)
    {
        var lacking = Scoring.Points.ForScore(border, halfSaturation) - points;
        var finest = Math.Max(1e-9, Math.BitIncrement(Math.Abs(points)) - Math.Abs(points));
        // Never finer than what still changes the sum, or the search below would stand still.
        var step = lacking >= 1
            ? Math.Max(1, 4 * (Math.BitIncrement(lacking) - lacking))
            : Math.Pow(10, Math.Floor(Math.Log10(Math.Max(lacking, finest))));
        for (var steps = Math.Max(1, Math.Ceiling(lacking / step)); ; steps++)
        {
            var enough = step < 1 ? Math.Round(steps * step, 9) : steps * step;
            if (Scoring.Points.Score(points + enough, halfSaturation) >= border) return enough;
        }
    }

    private static IEnumerable<Way> Trials(
        ScoreInput input, string stage, ScoringRules rules, ProductLine product, int today)
    {
        var lacking = Scoring.Points.ForScore(
            rules.Stages.Stages[rules.Stages.IndexOf(stage) + 1].Enter!.Value, product.HalfSaturation)
            - Scoring.Points.At(input, rules, product, today);
        foreach (var type in rules.Reactions.Values.Where(type => type is { Alert: false, IsMadeHere: false }))
        {
            var room = type.CapPerDay - CountOf(input, today, type.Id);
            var each = type.Points * input.Fit;
            // The division may be a last bit off, so the count before it is tried as well.
            var likely = each > 0 ? Math.Ceiling(lacking / each) - 1 : double.PositiveInfinity;
            var least = rules.Stages.IndexOf(type.FloorStage) > rules.Stages.IndexOf(stage) ? 1 : Math.Max(1, likely);
            for (var count = least; count <= Math.Min(room, least + 2); count++)
            {
                if (!Climbs(input, stage, rules, product, today, type.Id, (int)count)) continue;
                yield return new Way(type.Id, (int)count);
                break;
            }
        }
    }

    private static bool Climbs(
        ScoreInput input, string stage, ScoringRules rules, ProductLine product, int today, string type, int count)
    {
        var then = input with { Counts = input.Counts.Add(Enumerable.Repeat((today, type), count)) };
        return Reached(then, stage, rules, product, today) > rules.Stages.IndexOf(stage);
    }

    private static int Reached(ScoreInput input, string stage, ScoringRules rules, ProductLine product, int today) =>
        rules.Stages.IndexOf(rules.Stages.Next(
            stage, Scoring.Points.ScoreAt(input, rules, product, today), Scoring.Points.FloorOf(input, rules)));

    private static int CountOf(ScoreInput input, int day, string type)
    {
        foreach (var count in input.Counts.Items)
        {
            if (count.Day == day && count.Type == type) return count.Count;
        }
        return 0;
    }

    private static IEnumerable<Way> Best(ScoringRules rules, IEnumerable<Way> ways)
    {
        // Of equally many the smallest that does it; of equal ones the first in the order of the file.
        var sorted = ways.OrderBy(way => way.Count).ThenBy(way => rules.Reactions[way.Type].Points).ToList();
        return sorted.DistinctBy(way => rules.Reactions[way.Type].Channel).Take(2);
    }
}
