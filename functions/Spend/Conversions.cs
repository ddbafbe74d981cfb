using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>One touchpoint of a path: when, and where (a channel, or a campaign).</summary>
public readonly record struct Visit(DateTimeOffset At, string Place);

/// <summary>
/// A piece of a lead's way, never empty, ascending by time: the touchpoints up to a conversion, with what it brought,
/// or behind the latest conversion those without one, whose <paramref name="Revenue"/> is null.
/// <paramref name="Day"/>: the local day of the conversion, or of the last touchpoint.
/// </summary>
public sealed record Way(IReadOnlyList<Visit> Visits, int Day, decimal? Revenue);

/// <summary>
/// Pure: cuts a lead's way into paths, one for each conversion. A conversion is a purchase that was not taken back,
/// worth what was not; a further one of the same local day without a touchpoint between them belongs to it. A
/// touchpoint of the conversion's own instant comes before it. What sales reported of the lead and what takes points
/// (somebody who stops the mail) are no touchpoints of marketing. A conversion without any counts for
/// <see cref="None"/>, and so does a touchpoint whose channel or campaign nobody told.
/// </summary>
public static class Conversions
{
    public const string None = "(none)";

    public static IReadOnlyList<Way> Paths(Track track, ScoringRules rules, Func<Touchpoint, string?> place)
    {
        var paths = new List<Way>();
        var visits = new Queue<(Visit Visit, int Day)>(track.Touchpoints.Where(point => IsMarketing(point, rules))
            .Select(point => (new Visit(point.At, place(point) ?? None), point.Day)));
        foreach (var (at, day, amount) in Kept(track))
        {
            var before = new List<Visit>();
            while (visits.TryPeek(out var next) && next.Visit.At <= at) before.Add(visits.Dequeue().Visit);
            if (before.Count == 0 && paths is [.., { } last] && last.Day == day)
                paths[^1] = last with { Revenue = last.Revenue + amount };
            else paths.Add(new Way(before.Count > 0 ? before : [new Visit(at, None)], day, amount));
        }
        if (visits.Count > 0)
            paths.Add(new Way([.. visits.Select(left => left.Visit)], visits.Max(left => left.Day), null));
        return paths;
    }

    private static bool IsMarketing(Touchpoint point, ScoringRules rules) =>
        !Outcomes.IsReported(point.Type) && !(rules.Reactions.GetValueOrDefault(point.Type)?.Points < 0);

    private static IEnumerable<(DateTimeOffset At, int Day, decimal Amount)> Kept(Track track)
    {
        var back = track.Purchases.Refunds.GroupBy(refund => refund.RefundOf, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(refund => refund.Amount), StringComparer.Ordinal);
        return track.Purchases.Purchases
            .Where(purchase => !back.TryGetValue(purchase.IdHash, out var taken) || taken < purchase.Amount)
            .OrderBy(purchase => purchase.At).ThenBy(purchase => purchase.IdHash, StringComparer.Ordinal)
            .Select(purchase => (
                purchase.At, purchase.Day, purchase.Amount - back.GetValueOrDefault(purchase.IdHash)));
    }
}
