using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Leads;

namespace LeadScoring.Tests.Learning;

/// <summary>Leads with a past in one product line, as they would have been read from the store.</summary>
internal static class SamplePasts
{
    public static PastLead Of(
        IEnumerable<(int Day, string Type)> reactions, params IReadOnlyList<(int Day, decimal Amount)> orders) =>
        new(
            new Lead { Id = Id(1), Profile = Somebody },
            new ProductState
            {
                Product = "car",
                Counts = DayCounts.Empty.Add(reactions),
                Purchases = Purchases.Of([.. orders]),
            });

    public static PastLead Answering(this PastLead past, string name, string value, DateTimeOffset at) => past with
    {
        Lead = past.Lead with
        {
            Profile = past.Lead.Profile! with
            {
                Attributes = past.Lead.Profile.Attributes.SetItem(name, new Dated(value, at)),
            },
        },
    };

    /// <summary>With what sales reported: the lead has it, and the story to learn from does not.</summary>
    public static PastLead Reporting(this PastLead past, params (int Day, string Type)[] reports)
    {
        var all = past.Lead.Products.TryGetValue("car", out var told) ? told : past.State;
        return PastLead.Of(past.Lead.With(all with { Counts = all.Counts.Add(reports) }), "car");
    }

    /// <summary>With the lead's state in its place and an id of its own, as the store would give it.</summary>
    public static PastLead Numbered(this PastLead past, int number) => past with
    {
        Lead = past.Lead with
        {
            Id = Id(number),
            Products = ImmutableSortedDictionary<string, ProductState>.Empty.Add(past.State.Product, past.State),
        },
    };

    /// <summary>Days from 20,000 on; orders are few, and some have refunds.</summary>
    public static Gen<PastLead> Any { get; } =
        from reactions in Scoring.Laws.Reactions
        from orders in Gen.Choose(Scoring.Laws.FirstDay, Scoring.Laws.LastDay).ArrayOf()
        from few in Gen.Choose(0, 3)
        select Of(reactions, [.. orders.Take(few).Select(day => (day, 100m))]);

    public static string Id(int number) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)))[..32];

    private static Profile Somebody { get; } = new()
    {
        Email = "somebody@example.jp",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Known = true,
    };
}
