using LeadScoring.Tracks;

namespace LeadScoring.Value;

/// <summary>
/// A customer's orders: local days ascending, and what each came to, less what was taken back until now (none, where
/// all was). <paramref name="Earlier"/>: as they were known before each later taking back, ascending; null: there was
/// none.
/// </summary>
public sealed record BuyerStory(
    string Lead, IReadOnlyList<int> Days, IReadOnlyList<double> Amounts, IReadOnlyList<KnownOrders>? Earlier = null)
{
    private const double Week = 7;

    /// <summary>Null for who has bought nothing, or sent everything back on the day.</summary>
    public static BuyerStory? Of(Track track)
    {
        var now = Known(track, int.MaxValue);
        var earlier = track.Purchases.Refunds.Select(refund => refund.Day).Distinct().Order()
            .Select(day => Known(track, day - 1)).Where(known => known.Days.Count > 0).ToList();
        return now.Days.Count == 0 && earlier.Count == 0
            ? null
            : new BuyerStory(track.LeadId, now.Days, now.Amounts, earlier.Count > 0 ? earlier : null);
    }

    /// <summary>As known at the end of a day; null before the first order.</summary>
    public Buyer? AsOf(int day)
    {
        var then = Earlier?.FirstOrDefault(known => known.Until >= day) ?? new KnownOrders(day, Days, Amounts);
        if (then.Days is not [var first, ..] || first > day) return null;
        var (again, sum) = (0, 0.0);
        while (again + 1 < then.Days.Count && then.Days[again + 1] <= day) sum += then.Amounts[++again];
        return new Buyer(
            again, (then.Days[again] - first) / Week, (day - first) / Week, again == 0 ? 0 : sum / again);
    }

    /// <summary>The orders after a day until the end of another, and what they came to.</summary>
    public (int Orders, double Amount) Between(int after, int until)
    {
        var (orders, amount) = (0, 0.0);
        for (var i = 0; i < Days.Count; i++)
        {
            if (Days[i] <= after || Days[i] > until) continue;
            orders++;
            amount += Amounts[i];
        }
        return (orders, amount);
    }

    private static KnownOrders Known(Track track, int day)
    {
        var orders = track.Purchases.NetAsOf(day);
        return new KnownOrders(
            day, [.. orders.Select(order => order.Day)], [.. orders.Select(order => (double)order.Amount)]);
    }
}

/// <summary>Orders as they were known at the end of the day <paramref name="Until"/>.</summary>
public sealed record KnownOrders(int Until, IReadOnlyList<int> Days, IReadOnlyList<double> Amounts);
