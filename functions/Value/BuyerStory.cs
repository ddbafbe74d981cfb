using LeadScoring.Tracks;

namespace LeadScoring.Value;

/// <summary>
/// A customer's orders: local days ascending, and what each came to, less what was taken back until now.
/// </summary>
public sealed record BuyerStory(string Lead, IReadOnlyList<int> Days, IReadOnlyList<double> Amounts)
{
    private const double Week = 7;

    /// <summary>Null for who has bought nothing, or sent everything back.</summary>
    public static BuyerStory? Of(Track track)
    {
        var orders = track.Purchases.NetAsOf(int.MaxValue);
        return orders.Count == 0
            ? null
            : new BuyerStory(
                track.LeadId, [.. orders.Select(order => order.Day)],
                [.. orders.Select(order => (double)order.Amount)]);
    }

    /// <summary>As known at the end of a day; null before the first order.</summary>
    public Buyer? AsOf(int day)
    {
        if (Days[0] > day) return null;
        var (again, sum) = (0, 0.0);
        while (again + 1 < Days.Count && Days[again + 1] <= day) sum += Amounts[++again];
        return new Buyer(
            again, (Days[again] - Days[0]) / Week, (day - Days[0]) / Week, again == 0 ? 0 : sum / again);
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
}
