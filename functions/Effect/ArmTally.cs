using LeadScoring.Inference;
using LeadScoring.Insights;

namespace LeadScoring.Effect;

/// <summary>What is compared.</summary>
public enum Outcome
{
    /// <summary>Whether something was bought that was not sent back.</summary>
    Purchase,

    /// <summary>What was paid, less what was paid back; 0 of who bought nothing.</summary>
    Revenue,

    /// <summary>Whether a higher stage was reached, of those who had one above.</summary>
    Stage,
}

/// <summary>One arm's leads and what came of them: of rates, the sum is that of hits.</summary>
public readonly record struct ArmTally(Moments All)
{
    public long N => All.N;

    /// <summary>The rate, or the mean per lead, with its interval.</summary>
    public Figure Figure(Outcome outcome)
    {
        if (N == 0) return new Figure(null, null, null, 0);
        if (outcome == Outcome.Revenue)
        {
            var half = N > 1 ? Wilson.Z * Math.Sqrt(All.Variance / N) : (double?)null;
            return new Figure(All.Mean, All.Mean - half, All.Mean + half, N);
        }
        var (low, high) = Wilson.Of((int)All.Sum, (int)N);
        return new Figure(All.Mean, low, high, N);
    }

    /// <summary>Of one lead.</summary>
    public double Variance(Outcome outcome) => outcome == Outcome.Revenue ? All.Variance : All.Mean * (1 - All.Mean);
}

/// <summary>Both arms of a comparison.</summary>
public readonly record struct Arms(ArmTally Treated, ArmTally HeldOut)
{
    /// <summary>Below this many on a side nothing is said of a difference.</summary>
    public const int Least = 30;

    public long N => Treated.N + HeldOut.N;

    public bool AreEnough => Treated.N >= Least && HeldOut.N >= Least;

    /// <summary>Of the treated less that of the held out; null where they are too few, or nobody differs.</summary>
    public Difference? Difference(Outcome outcome)
    {
        if (!AreEnough) return null;
        return outcome == Outcome.Revenue
            ? Welch.Of(Treated.All, HeldOut.All)
            : TwoRates.Of((int)Treated.All.Sum, (int)Treated.N, (int)HeldOut.All.Sum, (int)HeldOut.N);
    }
}
