using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Scoring;

namespace LeadScoring.Tests.Learning;

/// <summary>Leads' stories in a few words.</summary>
internal static class PastStories
{
    public static PastLead Of(
        string product, IEnumerable<(int Day, string Type)> reactions, IEnumerable<int> orders,
        params (string Name, string Value, DateTimeOffset At)[] answers)
    {
        var purchases = orders.Index().Aggregate(PurchaseHistory.Empty, (history, order) => history.Add(new Purchase(
            $"{order.Index:x16}", order.Item, 100, DateTimeOffset.UnixEpoch.AddDays(order.Item))));
        var state = new ProductState
        {
            Product = product,
            Counts = DayCounts.Empty.Add(reactions),
            Purchases = purchases,
        };
        var profile = answers.Aggregate(
            new Profile { Email = "a@example.jp", CreatedAt = DateTimeOffset.UnixEpoch, Known = true },
            (known, answer) => known.WithAttributes([KeyValuePair.Create(answer.Name, answer.Value)], answer.At));
        return new PastLead(new Lead { Id = "0", Profile = profile }.With(state), state);
    }
}
