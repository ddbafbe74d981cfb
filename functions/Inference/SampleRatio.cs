using MathNet.Numerics.Distributions;

namespace LeadScoring.Inference;

/// <summary>
/// How many were put into each arm, and how many of them the draw was to put into the one held out.
/// </summary>
public readonly record struct ArmCount(long Treated, long HeldOut, double HeldOutShare);

/// <summary>
/// Whether the arms are as large as they were drawn (sample ratio mismatch): Pearson's chi-square over strata, each
/// with a share of its own. A mismatch says that people were lost on one side, and then no difference means anything.
/// </summary>
public readonly record struct SampleRatio(double Expected, double ChiSquare, double P)
{
    /// <summary>So small that it hardly ever happens by chance.</summary>
    public const double Alarm = .001;

    private const double LeastExpected = 5;

    public bool IsAlarm => P < Alarm;

    /// <summary>Null where fewer than five are expected on a side of every stratum.</summary>
    public static SampleRatio? Of(IEnumerable<ArmCount> strata)
    {
        var (expected, square, freedom) = (0.0, 0.0, 0);
        foreach (var one in strata)
        {
            var n = one.Treated + one.HeldOut;
            var (heldOut, treated) = (n * one.HeldOutShare, n * (1 - one.HeldOutShare));
            if (heldOut < LeastExpected || treated < LeastExpected) continue;
            var off = one.HeldOut - heldOut;
            square += off * off * (1 / heldOut + 1 / treated);
            (expected, freedom) = (expected + heldOut, freedom + 1);
        }
        return freedom == 0 ? null : new SampleRatio(expected, square, 1 - ChiSquared.CDF(freedom, square));
    }
}
