using System.Collections.Immutable;
using LeadScoring.Sales;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// One lead's state in one product line: what happened, counted, and the stage and class that follow from it.
/// </summary>
public sealed record ProductState
{
    public required string Product { get; init; }
    public DayCounts Counts { get; init; } = DayCounts.Empty;
    public PurchaseHistory Purchases { get; init; } = PurchaseHistory.Empty;

    /// <summary>Null while the lead is not known (<see cref="Lead.IsKnown"/>).</summary>
    public string? Stage { get; init; }
    public DateTimeOffset? StageSince { get; init; }

    /// <summary>
    /// The local day of the purchase that began the present cycle, where the product restarts on purchase.
    /// </summary>
    public int? CycleStart { get; init; }

    public string? Class { get; init; }
    public bool Lapsed { get; init; }
    public DateTimeOffset? ClassSince { get; init; }

    /// <summary>
    /// What it was told of its likeness to loyal customers; null: it is not like them, as far as is known.
    /// </summary>
    public ToldLikeness? Likeness { get; init; }

    /// <summary>Of what the person did, or was there for: a call that nobody took is none of theirs.</summary>
    public DateTimeOffset? LastReactionAt { get; init; }
    public DateTimeOffset? LastPurchaseAt { get; init; }

    /// <summary>When each reaction type was last seen; scenario conditions ask this.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> LastByType { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>The last time this lead became hot, and how long it waited; null: it never was.</summary>
    public HotSpell? Hot { get; init; }

    /// <summary>
    /// The earliest instant at which this state is to be looked at again (cooling day, class by age); it lies in the
    /// due index.
    /// </summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>Where the lists hold this lead; null while it is in none.</summary>
    public Placement? Placed { get; init; }

    /// <summary>
    /// Of <see cref="ToldLikeness.Levels"/>; 0: none. A loyal customer is not like loyal ones, but one.
    /// </summary>
    public int LikenessLevel() => Class == CustomerClass.Loyal ? 0 : Likeness?.Level ?? 0;

    public ProductState Seen(string type, DateTimeOffset at) => Seen([(type, at)]);

    public ProductState Seen(IEnumerable<(string Type, DateTimeOffset At)> reactions)
    {
        var newest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (type, at) in reactions)
            if (!newest.TryGetValue(type, out var known) || at > known) newest[type] = at;
        return newest.Count == 0 ? this : this with
        {
            LastReactionAt = newest.Where(seen => seen.Key != Outcomes.CallMissed)
                .Aggregate(LastReactionAt, (latest, seen) => Later(latest, seen.Value)),
            LastByType = LastByType.SetItems(newest.Select(seen => KeyValuePair.Create(
                seen.Key, Later(LastByType.TryGetValue(seen.Key, out var known) ? known : null, seen.Value)))),
        };
    }

    public static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset at) => known > at ? known.Value : at;
}

/// <summary>
/// One placing of a lead in the lists of a product. <see cref="Revision"/> grows with every placing and is part of the
/// row keys, so a late mover can never mistake a newer row for the one it knew.
/// </summary>
/// <param name="Key">The rank key's text (<see cref="RankKey"/>).</param>
/// <param name="Revision">1, 2, 3…</param>
/// <param name="Shown">A digest of profile and fit as the rows show them.</param>
/// <param name="Lists">The lists this lead stands in, as <see cref="RankLists"/> names them.</param>
public sealed record Placement(string Key, long Revision, string Shown, ImmutableArray<string> Lists)
{
    public bool Equals(Placement? other) =>
        other is not null && Key == other.Key && Revision == other.Revision && Shown == other.Shown
        && Lists.SequenceEqual(other.Lists);

    public override int GetHashCode() => HashCode.Combine(Key, Revision, Lists.Length);
}
