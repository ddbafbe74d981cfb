using LeadScoring.Inference;

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
    /// <summary>What is said and what came, for each landmark whose horizon is over.</summary>
    public static HorizonCheck Of(int days, IReadOnlyList<(double Said, bool Ordered, int Lead)> all, int orders)
    {
        var foresight = Foresight.Of([.. all.Select(one => (one.Said, one.Ordered))])!;
        ReliabilityBin[] bins = [.. Calibration.Of(all.Select(one => (one.Said, one.Ordered))).Select(bin =>
            new ReliabilityBin(bin.Leads, bin.Buyers, bin.MeanScore, bin.Rate, bin.Low, bin.High))];
        return new HorizonCheck(
            days, all.Count, orders, all.Average(one => one.Ordered ? 1.0 : 0), all.Average(one => one.Said),
            foresight.Brier, foresight.Skill, Learning.Auc.Of(all),
            bins.Sum(bin => bin.Landmarks * Math.Abs(bin.Said - bin.Rate)) / all.Count, bins, null);
    }

    public static HorizonCheck Silent(int days, int landmarks, int orders, Untold why) =>
        new(days, landmarks, orders, null, null, null, null, null, null, [], why);
}

/// <summary>
/// Landmarks of which about the same was said: how many, how many ordered, and that rate with its 95 % interval
/// (<see cref="Wilson"/>, as if each landmark were another lead).
/// </summary>
public sealed record ReliabilityBin(int Landmarks, int Ordered, double Said, double Rate, double Low, double High);
