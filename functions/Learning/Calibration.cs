using LeadScoring.Inference;

namespace LeadScoring.Learning;

/// <summary>
/// Leads of neighbouring scores and how many of them bought; the rate with its 95 % interval (<see cref="Wilson"/>).
/// </summary>
public sealed record CalibrationBin(
    double From, double To, double MeanScore, int Leads, int Buyers, double Rate, double Low, double High);

/// <summary>
/// What a score means in purchases: about ten groups of equally many leads, and the rates observed in them.
/// </summary>
public static class Calibration
{
    private const int Bins = 10;

    /// <summary>Ascending by score. Equal scores stay together, so there may be fewer than ten.</summary>
    public static IReadOnlyList<CalibrationBin> Of(IEnumerable<(double Score, bool Bought)> scored)
    {
        var sorted = scored.OrderBy(one => one.Score).ToArray();
        var bins = new List<CalibrationBin>();
        var (from, to) = (0, 0);
        for (var bin = 0; from < sorted.Length; bin++)
        {
            // A group of equal scores belongs where its middle falls.
            while (to < sorted.Length && EndOfTie(sorted, to) is var end
                && (to + end) / 2.0 < sorted.Length * (bin + 1) / (double)Bins)
                to = end;
            if (to > from) bins.Add(Bin(sorted.AsSpan(from, to - from)));
            from = to;
        }
        return bins;
    }

    /// <summary>The rate seen at this score: of the last bin that begins at or under it, else of the first.</summary>
    public static double RateAt(IReadOnlyList<CalibrationBin> bins, double score) =>
        (bins.LastOrDefault(bin => bin.From <= score) ?? bins[0]).Rate;

    private static int EndOfTie((double Score, bool Bought)[] sorted, int from)
    {
        var end = from + 1;
        while (end < sorted.Length && sorted[end].Score.Equals(sorted[from].Score)) end++;
        return end;
    }

    private static CalibrationBin Bin(ReadOnlySpan<(double Score, bool Bought)> members)
    {
        var (sum, buyers) = (0.0, 0);
        foreach (var (score, bought) in members)
        {
            sum += score;
            if (bought) buyers++;
        }
        var (low, high) = Wilson.Of(buyers, members.Length);
        return new CalibrationBin(
            members[0].Score, members[^1].Score, sum / members.Length, members.Length, buyers,
            (double)buyers / members.Length, low, high);
    }
}

/// <summary>
/// How good rates are that were told in advance. <paramref name="Brier"/>: mean of (rate − outcome)², from 0, less is
/// better; <paramref name="Skill"/>: the share of it that is saved against telling everybody the rate of all, negative
/// where telling that would have been better (Brier, Monthly Weather Review 78:1-3, 1950); null where nobody or
/// everybody bought.
/// </summary>
public sealed record Foresight(int Leads, double Brier, double? Skill)
{
    /// <summary>Null without a single one.</summary>
    public static Foresight? Of(IReadOnlyCollection<(double Rate, bool Bought)> told)
    {
        if (told.Count == 0) return null;
        var brier = told.Average(one => one.Bought ? (1 - one.Rate) * (1 - one.Rate) : one.Rate * one.Rate);
        var all = told.Average(one => one.Bought ? 1.0 : 0);
        return new Foresight(told.Count, brier, all is > 0 and < 1 ? 1 - brier / (all * (1 - all)) : null);
    }
}
