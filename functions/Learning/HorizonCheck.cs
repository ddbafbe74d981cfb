namespace LeadScoring.Learning;

/// <summary>
/// How the probabilities of one horizon did on landmarks later than those it was learned from: <paramref name="Rate"/>
/// who ordered, <paramref name="Said"/> the mean of what was said. Brier = mean (said − ordered)², skill =
/// 1 − Brier/(rate × (1 − rate)) (Brier, Monthly Weather Review 78:1-3, 1950); <paramref name="Ece"/> the mean distance
/// of the bins' means from their rates. Figures are null where a <paramref name="Silence"/> says why.
/// </summary>
public sealed record HorizonCheck(
    int Days, int Landmarks, int Orders, double? Rate, double? Said, double? Brier, double? Skill, Auc? Auc,
    double? Ece, IReadOnlyList<ReliabilityBin> Bins, Untold? Silence)
{
    private const int Bins10 = 10;

    /// <summary>What is said and what came, for each landmark whose horizon is over.</summary>
    public static HorizonCheck Of(int days, IReadOnlyList<(double Said, bool Ordered, int Lead)> all, int orders)
    {
        var rate = all.Average(one => one.Ordered ? 1.0 : 0);
        var brier = all.Average(one => Math.Pow(one.Said - (one.Ordered ? 1 : 0), 2));
        var bins = BinsOf(all);
        return new HorizonCheck(
            days, all.Count, orders, rate, all.Average(one => one.Said), brier,
            rate is > 0 and < 1 ? 1 - brier / (rate * (1 - rate)) : null, Learning.Auc.Of(all),
            bins.Sum(bin => bin.Landmarks * Math.Abs(bin.Said - bin.Rate)) / all.Count, bins, null);
    }

    public static HorizonCheck Silent(int days, int landmarks, int orders, Untold why) =>
        new(days, landmarks, orders, null, null, null, null, null, null, [], why);

    /// <summary>Ten bins of equally many, by what was said; who was said the same lies in the same bin.</summary>
    private static List<ReliabilityBin> BinsOf(IReadOnlyList<(double Said, bool Ordered, int Lead)> all)
    {
        var sorted = all.OrderBy(one => one.Said).ToList();
        var bins = new List<ReliabilityBin>();
        for (var from = 0; from < sorted.Count;)
        {
            var to = Math.Max(from + 1, (int)((long)sorted.Count * (bins.Count + 1) / Bins10));
            while (to < sorted.Count && sorted[to].Said == sorted[to - 1].Said) to++;
            bins.Add(ReliabilityBin.Of(sorted[from..to]));
            from = to;
        }
        return bins;
    }
}

/// <summary>
/// Landmarks of which about the same was said: how many, how many ordered, and that rate with its 95 % interval
/// (<see cref="Wilson"/>, as if each landmark were another lead).
/// </summary>
public sealed record ReliabilityBin(int Landmarks, int Ordered, double Said, double Rate, double Low, double High)
{
    internal static ReliabilityBin Of(IReadOnlyList<(double Said, bool Ordered, int Lead)> bin)
    {
        var ordered = bin.Count(one => one.Ordered);
        var (low, high) = Wilson.Of(ordered, bin.Count);
        return new ReliabilityBin(
            bin.Count, ordered, bin.Average(one => one.Said), (double)ordered / bin.Count, low, high);
    }
}
