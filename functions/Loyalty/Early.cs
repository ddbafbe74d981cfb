using LeadScoring.Insights;
using LeadScoring.Reactions;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// Which days are early: <paramref name="Days"/> days from an anchor on (the first order, or the first touch), and as
/// many before it, so that the way to a first order counts as well.
/// </summary>
public sealed record EarlyDays(int Days, IReadOnlyList<int> SecondWithin, IReadOnlySet<string> Types)
{
    /// <summary>
    /// Reaction types looked at: those whose points weigh most, of what people did themselves (what sales reports
    /// follows from how good somebody looks). Pairs grow with their square.
    /// </summary>
    public const int MostTypes = 30;

    public static EarlyDays Of(LoyaltySettings settings, ScoringRules rules) =>
        new(settings.EarlyDays, settings.SecondWithin, TypesOf(rules));

    public static HashSet<string> TypesOf(ScoringRules rules) => rules.Reactions.Values
        .Where(type => !Outcomes.IsReported(type.Id))
        .OrderByDescending(type => Math.Abs(type.Points)).ThenBy(type => type.Id, StringComparer.Ordinal)
        .Take(MostTypes).Select(type => type.Id).ToHashSet(StringComparer.Ordinal);
}

/// <summary>
/// Pure: what can be seen of a person's early days. Nothing that happened or became known after them is looked at.
/// </summary>
public static class Early
{
    /// <summary>Of the list price, from which share on a basket was bought at full price.</summary>
    private const decimal FullPriceShare = .98m;

    private static readonly int[] Orders = [2, 3, 4];
    private static readonly int[] Pieces = [2, 3, 4];
    private static readonly int[] Articles = [2, 3, 5];
    private static readonly int[] Kinds = [3, 5];
    private const int Often = 3;

    /// <summary>Without repetition, in no particular order.</summary>
    public static IReadOnlyCollection<Pattern> Of(Track track, int anchor, EarlyDays early)
    {
        var end = anchor + early.Days;
        var seen = new HashSet<Pattern>();
        seen.UnionWith(Bought(track, anchor, end, early));
        seen.UnionWith(Came(track, end));
        seen.UnionWith(Reacted([.. track.Touchpoints.Where(point =>
            point.Day >= anchor - early.Days && point.Day < end && early.Types.Contains(point.Type))]));
        return seen;
    }

    /// <summary>
    /// The day of the first order that was not taken back within the early days it begins, as known at their end (or
    /// today): a refund that comes later moves nothing. Null: none.
    /// </summary>
    public static int? FirstOrder(Track track, EarlyDays early, int today)
    {
        foreach (var purchase in track.Purchases.Purchases.TakeWhile(purchase => purchase.Day <= today))
        {
            var known = track.Purchases.NetAsOf(Math.Min(purchase.Day + early.Days - 1, today));
            if (known.Any(order => order.Day == purchase.Day)) return purchase.Day;
        }
        return null;
    }

    /// <summary>Whether a person's part of the data is for checking what the other half taught: even odds.</summary>
    public static bool IsForValidation(string leadId) => Touch.ShortHash("half|" + leadId)[^1] % 2 == 1;

    private static IEnumerable<Pattern> Bought(Track track, int anchor, int end, EarlyDays early)
    {
        var orders = track.Purchases.NetAsOf(end - 1).Where(order => order.Day >= anchor).ToList();
        if (orders.Count == 0) yield break;
        foreach (var n in Orders.Where(n => orders.Count >= n)) yield return new Pattern(Pattern.Orders, N: n);
        if (orders.Count > 1)
            foreach (var days in early.SecondWithin.Where(days => orders[1].Day - orders[0].Day < days))
                yield return new Pattern(Pattern.Second, N: days);
        var back = track.Purchases.TakenBackAsOf(end - 1);
        var baskets = track.Baskets.Where(basket => basket.Day >= anchor && basket.Day < end
            && !back.Contains(basket.IdHash)).ToList();
        var first = baskets.Where(basket => basket.Day == orders[0].Day).ToList();
        var pieces = first.Sum(basket => basket.Quantity ?? 0);
        foreach (var n in Pieces.Where(n => pieces >= n)) yield return new Pattern(Pattern.Pieces, N: n);
        if (first.Min(basket => basket.PriceShare) is { } share)
            yield return new Pattern(share >= FullPriceShare ? Pattern.FullPrice : Pattern.Discounted);
        var articles = baskets.SelectMany(basket => basket.Skus).Distinct(StringComparer.Ordinal).Count();
        foreach (var n in Articles.Where(n => articles >= n)) yield return new Pattern(Pattern.Articles, N: n);
    }

    private static IEnumerable<Pattern> Came(Track track, int end)
    {
        if (track.CameBy.Day is not { } day || day >= end) yield break;
        if (track.CameBy.Channel is { } channel) yield return new Pattern(Pattern.Channel, channel);
        if (track.CameBy.Campaign is { } campaign) yield return new Pattern(Pattern.Campaign, campaign);
        if (track.CameBy.Referred) yield return new Pattern(Pattern.Referred);
    }

    /// <summary>Which came first is told by the first of each type; two of one instant are in no order.</summary>
    private static IEnumerable<Pattern> Reacted(IReadOnlyList<Touchpoint> points)
    {
        var types = points.GroupBy(point => point.Type, StringComparer.Ordinal)
            .Select(type => (Type: type.Key, Count: type.Count(), First: type.Min(point => point.At)))
            .OrderBy(type => type.Type, StringComparer.Ordinal).ToList();
        foreach (var n in Kinds.Where(n => types.Count >= n)) yield return new Pattern(Pattern.Kinds, N: n);
        foreach (var (index, a) in types.Index())
        {
            yield return new Pattern(Pattern.Did, a.Type);
            if (a.Count >= Often) yield return new Pattern(Pattern.Did, a.Type, N: Often);
            foreach (var b in types.Skip(index + 1))
            {
                yield return new Pattern(Pattern.Both, a.Type, b.Type);
                if (a.First < b.First) yield return new Pattern(Pattern.Then, a.Type, b.Type);
                else if (b.First < a.First) yield return new Pattern(Pattern.Then, b.Type, a.Type);
            }
        }
    }
}
