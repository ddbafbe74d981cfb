using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Scoring;

namespace LeadScoring.Alerts;

/// <summary>One product of a lead as alerts look at it. All scores are from 0 to 100.</summary>
internal sealed class Watched(Lead lead, ProductLine product, ScoringRules rules, DateTimeOffset now)
{
    private readonly ProductState _state = lead.Product(product.Id);
    private readonly double _fit = Fit.Of(lead.Profile!.AttributeValues(), rules);

    public DateTimeOffset Now => now;

    public int DayOf(DateTimeOffset instant) => product.DayOf(instant);

    /// <summary>An alert with the stage and score of this moment.</summary>
    public Alert Alert(AlertKind kind, DateTimeOffset occurredAt)
    {
        var alert = new Alert { Kind = kind, Product = product.Id, At = now, OccurredAt = occurredAt };
        if (!lead.IsInUse) return alert; // merged: the person it is has both
        var input = new ScoreInput(_state.Counts, _fit, _state.CycleStart);
        var score = Points.ScoreAt(input, rules, product, product.DayOf(now));
        var stage = rules.Stages.Next(_state.Stage, score, Points.FloorOf(input, rules));
        return alert with { Stage = stage, Score = score };
    }

    /// <summary>What the score lost by what speaks against the lead on this day; null for less than a drop.</summary>
    public double? DropOn(int day)
    {
        if (IsClosed(day)) return null;
        var before = PointsBefore(day);
        return Drop(Score(before) - Score(before + PointsOf(day, type => type.Points < 0)));
    }

    /// <summary>
    /// The days of silence that this day ended by making the lead hot; null where it was hot, is not, or was not
    /// silent.
    /// </summary>
    public int? SilenceEndedOn(int day)
    {
        if (IsClosed(day) || rules.Alerts.HotScore(rules.Stages) is not { } hot) return null;
        var own = _state.Counts.Before(day).Less(Outcomes.IsReported);
        if (own.NewestDay is not { } seen) return null; // the first sign of life is no return
        var bought = _state.Purchases.Purchases.Where(purchase => purchase.Day < day).Max(bought => (int?)bought.Day);
        var silence = day - Math.Max(seen, bought ?? seen);
        if (silence < rules.Alerts.SilentDays) return null;
        var before = PointsBefore(day);
        var isReached = Score(before) < hot && Score(before + PointsOf(day, type => type.Points > 0)) >= hot;
        return isReached ? silence : null;
    }

    /// <summary>What the same counts lost since by other attributes; null for less than a drop.</summary>
    public double? DropSince(Lead before)
    {
        var fit = Fit.Of(before.Profile!.AttributeValues(), rules);
        if (fit <= _fit) return null;
        var today = product.DayOf(now);
        return Drop(ScoreToday(fit) - ScoreToday(_fit));

        double ScoreToday(double at) =>
            Points.ScoreAt(new ScoreInput(_state.Counts, at, _state.CycleStart), rules, product, today);
    }

    private double? Drop(double fell) => fell >= rules.Alerts.DropPoints ? fell : null;

    /// <summary>A purchase closed the cycle on that day or later: what was before it counts for nothing.</summary>
    private bool IsClosed(int day) => day <= _state.CycleStart;

    private double PointsBefore(int day) =>
        Points.At(new ScoreInput(_state.Counts.Before(day), _fit, _state.CycleStart), rules, product, day);

    /// <summary>On their own day points have not decayed.</summary>
    private double PointsOf(int day, Func<ReactionType, bool> counts)
    {
        var points = 0.0;
        foreach (var count in _state.Counts.Items)
        {
            if (count.Day != day || Outcomes.IsReported(count.Type)) continue;
            if (!rules.Reactions.TryGetValue(count.Type, out var type) || !counts(type)) continue;
            points += Math.Min(count.Count, type.CapPerDay) * type.Points * _fit;
        }

        return points;
    }

    private double Score(double points) => Points.Score(points, product.HalfSaturation);
}
