using LeadScoring.Leads;
using LeadScoring.Tracks;

namespace LeadScoring.Effect;

/// <summary>What a lead did within some days after it was assigned; a refund counts that came within them.</summary>
/// <param name="Bought">Whether something was bought that was not sent back.</param>
/// <param name="Revenue">What it came to.</param>
/// <param name="Rose">Whether a higher stage was reached; false where there was none above.</param>
public readonly record struct Followed(bool Bought, decimal Revenue, bool Rose)
{
    public static Followed Of(Track track, Assignment from, int days, StageLadder ladder)
    {
        var last = from.Day + days;
        var (bought, revenue) = (false, 0m);
        foreach (var purchase in track.Purchases.Purchases)
        {
            if (purchase.At <= from.At || purchase.Day > last) continue;
            var refunds = track.Purchases.Refunds
                .Where(refund => refund.RefundOf == purchase.IdHash && refund.Day <= last).ToList();
            var back = refunds.Sum(refund => refund.Amount);
            if (refunds.Count > 0 && back >= purchase.Amount) continue;
            (bought, revenue) = (true, revenue + purchase.Amount - back);
        }
        var step = StageAt(track, from, ladder);
        return new Followed(bought, revenue, track.Stages.Any(change =>
            change.At > from.At && change.Day <= last && ladder.IndexOf(change.Stage) > step));
    }

    /// <summary>The number of the stage a lead was in when it was assigned; -1: in none that the rules have.</summary>
    public static int StageAt(Track track, Assignment from, StageLadder ladder) =>
        ladder.IndexOf(track.Stages.LastOrDefault(change => change.At <= from.At)?.Stage);
}
