using System.Collections.Immutable;
using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Rights;

/// <summary>Pure: what an erasure leaves, and which rows it takes.</summary>
public static class Erasure
{
    private const int MostProofs = 200; // one row holds them, with room to spare

    /// <summary>The tombstone with which it begins.</summary>
    public static Tombstone Begin(Lead lead, Farewell why, DateTimeOffset now) => new()
    {
        At = now,
        Why = why,
        Step = ErasureStep.Begun,
        Proof = lead.Gone?.Proof ?? [],
        PartOf = lead.Profile?.MergedInto?.Into,
        Fences = lead.Products.Values.Where(state => state.Placed is not null).Aggregate(
            (lead.Gone?.Fences ?? ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal))
                .SetItems(lead.Profile?.Fences ?? Enumerable.Empty<KeyValuePair<string, long>>()),
            (fences, state) => fences.SetItem(state.Product, state.Placed!.Revision + 1)),
    };

    public static Tombstone Proven(Tombstone gone, IEnumerable<ConsentRecord> record) => gone with
    {
        Step = ErasureStep.Proven,
        Proof = [.. gone.Proof.Concat(record.Select(Proof)).OrderBy(proof => proof.At).TakeLast(MostProofs)],
    };

    /// <summary>
    /// Nothing is left of an address that nobody confirmed: whoever typed it in, it proves nothing and blocks nothing.
    /// </summary>
    public static bool LeavesTombstone(Tombstone gone) =>
        gone.Why is not (Farewell.Unconfirmed or Farewell.Undone) || !gone.Fences.IsEmpty || !gone.Proof.IsEmpty;

    /// <summary>What arrived after the erasure had begun is the next story of this partition and stays.</summary>
    public static bool Takes(Tombstone gone, string rowKey, string json) =>
        rowKey != LeadRows.Gone
        && !(gone.Why == Farewell.Undone && rowKey.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal))
        && !(LeadRows.IsEntry(rowKey) && Json.Read<Entry>(json) is { Outcome: null } entry
            && entry.ReceivedAt >= gone.At);

    private static ConsentProof Proof(ConsentRecord consent) => new(
        consent.What, consent.At, consent.How, consent.CampaignId, consent.WordingVersion,
        consent.Wording is { } wording ? Digest.Of(wording) : null);
}
