using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// One stored event: when it happened and when it came in. <paramref name="Type"/> is a reaction's;
/// <paramref name="IdHash"/> a purchase's or refund's, as <see cref="PurchaseHistory"/> names it.
/// </summary>
public sealed record Arrival(
    string Product, string? Type, string? IdHash, DateTimeOffset OccurredAt, DateTimeOffset CameInAt);

/// <summary>
/// What is dated before a day and came in on it or later: reported late, or taken over from a merged lead.
/// </summary>
public sealed record LateArrivals(
    IReadOnlyList<(int Day, string Type)> Reactions, IReadOnlySet<string> Purchases)
{
    public static LateArrivals Of(IEnumerable<Arrival> arrivals, ProductLine product, int day)
    {
        var start = product.StartOf(day);
        var late = arrivals.Where(arrival => arrival.Product == product.Id && arrival.CameInAt >= start
            && product.DayOf(arrival.OccurredAt) < day).ToList();
        return new LateArrivals(
            [.. late.Where(arrival => arrival.Type is not null)
                .Select(arrival => (product.DayOf(arrival.OccurredAt), arrival.Type!))],
            late.Select(arrival => arrival.IdHash).OfType<string>().ToHashSet(StringComparer.Ordinal));
    }
}
