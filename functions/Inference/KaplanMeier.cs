namespace LeadScoring.Inference;

/// <summary>
/// How many have come to an event by a day, where some are followed for a shorter time than others: who is no longer
/// followed is counted as open, never as lost (Kaplan and Meier, JASA 53:457-481, 1958). The 95 % interval is
/// Greenwood's on the log-log scale, so it never leaves 0 to 1.
/// </summary>
public sealed class KaplanMeier
{
    private readonly List<Step> _steps = [];
    private readonly List<(int Day, int AtRisk)> _followed = [];

    private KaplanMeier(int people) => People = people;

    /// <summary>How many were followed.</summary>
    public int People { get; }

    /// <summary>The days on which the curve rises, ascending.</summary>
    public IEnumerable<int> Days => _steps.Select(step => step.Day);

    /// <summary>The last day to which anybody was followed; null of nobody.</summary>
    public int? Through { get; private set; }

    /// <summary>
    /// From how many came to the event on each day and how many were last seen on it without; who is last seen on a
    /// day is at risk on that day.
    /// </summary>
    public static KaplanMeier Of(IReadOnlyDictionary<int, int> events, IReadOnlyDictionary<int, int> open)
    {
        var atRisk = events.Values.Sum() + open.Values.Sum();
        var curve = new KaplanMeier(atRisk);
        var (left, spread) = (1.0, 0.0);
        foreach (var day in events.Keys.Union(open.Keys).Order())
        {
            curve.Through = day;
            curve._followed.Add((day, atRisk));
            var (came, gone) = (events.GetValueOrDefault(day), open.GetValueOrDefault(day));
            if (came > 0)
            {
                left *= 1 - (double)came / atRisk;
                spread += came / ((double)atRisk * (atRisk - came)); // infinite where all came
                curve._steps.Add(new Step(day, left, spread, atRisk));
            }
            atRisk -= came + gone;
        }
        return curve;
    }

    /// <summary>The share that came by this day and its interval; null where nobody was followed so long.</summary>
    public Reached? By(int day)
    {
        if (Through is not { } through || day > through) return null;
        if (_steps.FindLast(step => step.Day <= day) is not { } step)
            return new Reached(0, 0, Wilson.Of(0, AtRisk(day)).High);
        if (step.Left == 0) return new Reached(1, Wilson.Of(step.AtRisk, step.AtRisk).Low, 1);
        var log = Math.Log(step.Left);
        var half = Wilson.Z * Math.Sqrt(step.Spread) / Math.Abs(log);
        return new Reached(
            1 - step.Left, 1 - Math.Pow(step.Left, Math.Exp(-half)), 1 - Math.Pow(step.Left, Math.Exp(half)));
    }

    /// <summary>The day by which this share has come; null where the curve does not reach it.</summary>
    public int? DayOf(double share) => _steps.Find(step => 1 - step.Left >= share)?.Day;

    /// <summary>How many had not come before this day and were followed up to it.</summary>
    public int AtRisk(int day) => _followed.Find(one => one.Day >= day).AtRisk;

    private sealed record Step(int Day, double Left, double Spread, int AtRisk);
}

/// <summary>A share from 0 to 1 with its 95 % interval.</summary>
public readonly record struct Reached(double Share, double Low, double High);
