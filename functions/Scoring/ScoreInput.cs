namespace LeadScoring.Scoring;

/// <summary>
/// What a lead's score of one product depends on besides the rules and the day: its counts, its fit
/// (<see cref="Fit.Of"/>), and the day its present cycle began, before which nothing counts (null: always counts).
/// </summary>
public readonly record struct ScoreInput(DayCounts Counts, double Fit, int? CycleStart);

/// <summary>
/// One line of an explanation: <paramref name="Count"/> reactions of a type on a day, of which
/// <paramref name="Counted"/> are under the cap. Points = Counted × Weight × Decay × Fit, multiplied in this order.
/// </summary>
public readonly record struct Term(
    int Day, string Type, int Count, int Counted, double Weight, double Decay, double Fit, double Points);
