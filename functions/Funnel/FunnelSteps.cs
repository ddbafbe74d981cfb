using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Funnel;

/// <summary>
/// Pure: the steps from a stranger to a loyal customer, and when a lead came to each: it came (<see cref="Lead"/>; of
/// those only who confirmed, or whom the brand's systems told: nobody else has a track),
/// each stage of the rules, the first order, the second, the loyal class. A step that was skipped counts as passed with
/// the next one that was not.
/// </summary>
public static class FunnelSteps
{
    public const string Lead = "lead";
    public const string FirstOrder = "first-order";
    public const string SecondOrder = "second-order";
    public const string Loyal = "loyal";

    public static IReadOnlyList<string> Names(ScoringRules rules) =>
        [Lead, .. rules.Stages.Ids, FirstOrder, SecondOrder, Loyal];

    /// <summary>
    /// The local day of each step in the order of <see cref="Names"/>, never falling; null: not come to. The loyal
    /// class may be known to come on a later day by age alone.
    /// </summary>
    public static IReadOnlyList<int?> DaysOf(Track track, ScoringRules rules, ProductLine product)
    {
        var orders = track.Purchases.NetAsOf(int.MaxValue);
        List<int?> days =
        [
            track.Start,
            .. rules.Stages.Ids.Select(stage => track.Stages
                .Where(entered => entered.Stage == stage).Select(entered => (int?)entered.Day).Min()),
            orders.Count > 0 ? orders[0].Day : null,
            orders.Count > 1 ? orders[1].Day : null,
            LoyalDay(track.Purchases, rules, product),
        ];
        for (var step = days.Count - 2; step >= 0; step--)
            if (days[step + 1] is { } later && (days[step] is not { } own || own > later)) days[step] = later;
        return days;
    }

    /// <summary>The first day on which the class is or will be loyal, as things are known; null: none.</summary>
    private static int? LoyalDay(PurchaseHistory history, ScoringRules rules, ProductLine product)
    {
        if (history.Purchases is not [var first, ..]) return null;
        for (int? day = first.Day; day is { } looked;)
        {
            var verdict = CustomerClass.Of(history, rules, product, looked);
            if (verdict.Class == CustomerClass.Loyal) return looked;
            day = verdict.NextChangeDay;
        }
        return null;
    }
}
