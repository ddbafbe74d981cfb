using LeadScoring.Identity;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Rewards;

/// <summary>
/// Pure: what counts for a person's points. Entries are the reactions they made; of events told of two addresses of one
/// person the first telling counts; those of leads that are being un-merged are left out.
/// </summary>
public sealed record PointsPast(
    IReadOnlyList<Reaction> Reactions, IReadOnlyList<PurchaseNote> Orders, IReadOnlyList<PurchaseNote> Refunds,
    IReadOnlyList<PointsAct> Acts)
{
    public static PointsPast Of(Lead lead, LeadEvents events, IEnumerable<PointsAct> acts, Edition edition)
    {
        var reactions = events.Reactions
            .Concat(events.Entries.Where(entry => entry.Outcome == Entry.Counted)
                .Select(entry => Entering.AsReaction(entry, edition)).OfType<Reaction>())
            .Where(reaction => Touch.IsCounted(reaction) && !IsLeaving(reaction.Path));
        var purchases = events.Purchases.Where(purchase => !IsLeaving(purchase.Path))
            .OrderBy(note => note.OccurredAt).ThenBy(note => note.Amount)
            .ThenBy(note => note.DistinctId, StringComparer.Ordinal).ToList();
        return new PointsPast(
            [.. reactions.OrderBy(reaction => reaction.OccurredAt)
                .ThenBy(reaction => reaction.DistinctId, StringComparer.Ordinal)],
            [.. purchases.Where(note => note.RefundOf is null).DistinctBy(note => note.OrderId)],
            [.. purchases.Where(note => note.RefundOf is not null).DistinctBy(note => note.OrderId)],
            [.. acts.OrderBy(act => act.At).ThenBy(act => act.Id, StringComparer.Ordinal)]);

        bool IsLeaving(string? path) => lead.Profile!.Unmerging.Keys.Any(gone => Parts.IsUnder(path, gone));
    }
}
