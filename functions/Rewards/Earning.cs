using LeadScoring.Reactions;
using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Rewards;

/// <summary>What moves points; at one instant in this order: first what comes, then what goes.</summary>
public enum PointsKind
{
    Earned,
    Adjusted,
    TakenBack,
    Spent,
    Expired,
}

/// <summary>
/// Points that come or, less than zero, go. <paramref name="Source"/> names what they were earned by, so that a refund
/// finds them; <paramref name="Rule"/> by which rule.
/// </summary>
public sealed record Movement(
    DateTimeOffset At, int Day, PointsKind Kind, long Points, string Source, string? Rule = null,
    PointsAct? Act = null, string? CampaignId = null);

/// <summary>
/// Pure: the movements that follow from what happened, in the order of time: the same for the same events, in whatever
/// order and however often they were told. Days are local ones of <paramref name="zone"/>.
/// </summary>
public sealed class Earning(PointsPast past, RewardRules rules, DateTimeZone zone)
{
    private readonly ILookup<string, PurchaseNote> _refunds =
        past.Refunds.ToLookup(refund => refund.RefundOf!, StringComparer.Ordinal);

    public IReadOnlyList<Movement> Movements() =>
    [
        .. rules.Earn.SelectMany(rule => rule.Per is null ? ByReactions(rule) : ByPurchases(rule))
            .Concat(past.Acts.Select(act => new Movement(
                act.At, DayOf(act.At), act.Entries is null ? PointsKind.Adjusted : PointsKind.Spent, act.Points,
                "act|" + act.Id, Act: act, CampaignId: act.CampaignId)))
            .OrderBy(move => move.At).ThenBy(move => move.Kind).ThenBy(move => move.Source, StringComparer.Ordinal),
    ];

    private IEnumerable<Movement> ByReactions(EarnRule rule) => past.Reactions
        .Where(reaction => reaction.Type == rule.Reaction && Counts(rule, reaction.OccurredAt, reaction.Product))
        .GroupBy(reaction => DayOf(reaction.OccurredAt)).SelectMany(day => day.Take(rule.PerDay))
        .Select(reaction => new Movement(
            reaction.OccurredAt, DayOf(reaction.OccurredAt), PointsKind.Earned, rule.Points,
            $"{rule.Id}|{reaction.DistinctId}", rule.Id, CampaignId: reaction.CampaignId));

    /// <summary>What is given back takes the points of that part: what the rest earns less than before.</summary>
    private IEnumerable<Movement> ByPurchases(EarnRule rule)
    {
        foreach (var order in past.Orders.Where(order => Counts(rule, order.OccurredAt, order.Product)))
        {
            var (source, kept, points) = ($"{rule.Id}|{order.OrderId}", order.Amount, rule.PointsFor(order.Amount));
            if (points == 0) continue;
            yield return new Movement(
                order.OccurredAt, DayOf(order.OccurredAt), PointsKind.Earned, points, source, rule.Id,
                CampaignId: order.CampaignId);
            foreach (var refund in _refunds[order.OrderId])
            {
                kept -= refund.Amount;
                var left = rule.PointsFor(kept);
                if (left == points) continue;
                // Told as given back before it was bought: by clocks that differ.
                var at = refund.OccurredAt < order.OccurredAt ? order.OccurredAt : refund.OccurredAt;
                yield return new Movement(
                    at, DayOf(at), PointsKind.TakenBack, left - points, source, rule.Id, CampaignId: order.CampaignId);
                points = left;
            }
        }
    }

    private bool Counts(EarnRule rule, DateTimeOffset at, string product) =>
        DayOf(at) is var day && day >= rules.From && rule.HoldsOn(day, product);

    private int DayOf(DateTimeOffset at) => Days.Of(at, zone);
}
