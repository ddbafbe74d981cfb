using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// Pure: who became loyal, measured only after the early days, so that no early purchase counts for both: revenue, less
/// refunds, on the days that follow them (of 90 and 360: days 90 to 450 after the anchor, both counted) reaches the
/// factor × average order value of the customer classes.
/// </summary>
public sealed record Later(int EarlyDays, int FollowDays, ScoringRules Rules, string Product)
{
    public static Later Of(StudyBasis basis) => new(
        basis.Edition.Insights.Loyalty.EarlyDays, basis.Edition.Insights.Loyalty.FollowDays, basis.Edition.Rules,
        basis.Product.Id);

    /// <summary>Whether all the days are over that are to be measured.</summary>
    public bool IsOver(int anchor, int today) => anchor + EarlyDays + FollowDays < today;

    public bool IsLoyal(Track track, int anchor)
    {
        var (from, last) = (anchor + EarlyDays, anchor + EarlyDays + FollowDays);
        var revenue = track.Purchases.NetAsOf(last).Where(order => order.Day >= from).Sum(order => order.Amount);
        return revenue >= Rules.Classes.Factor * AverageOf(anchor);
    }

    /// <summary>The average order value in force on the last of the days to be measured.</summary>
    public decimal AverageOf(int anchor) => Rules.Classes.AverageOn(Product, anchor + EarlyDays + FollowDays);
}
