using LeadScoring.Due;
using LeadScoring.Reactions;

namespace LeadScoring.Visitors;

/// <summary>
/// Keeps what a device sent: with the lead it belongs to where that is settled, else on the device until it is.
/// </summary>
public sealed class VisitorStay(VisitorIndex visitors, ReactionInbox inbox, DueIndex due, Post post)
{
    /// <summary>So many wait on one device; the oldest stay, so that no flood drives them out.</summary>
    public const int MaxWaiting = 200;

    public async Task KeepAsync(
        string visitor, IReadOnlyList<Reaction> reactions, DateTimeOffset now, CancellationToken cancel)
    {
        if (reactions.Count == 0) return;
        var here = await visitors.ReadAsync(visitor, cancel);
        var byOwner = reactions.ToLookup(reaction => here.Links.OwnerAt(reaction.OccurredAt, now));
        await inbox.AcceptAsync(
            byOwner.Where(owner => owner.Key.LeadId is not null)
                .SelectMany(owner => VisitorBatches.Of(owner.Key.LeadId!, owner)), cancel);
        var fresh = byOwner[VisitorOwner.NotYet].DistinctBy(VisitorIndex.KeyOf)
            .Where(reaction => !here.Waiting.ContainsKey(VisitorIndex.KeyOf(reaction)))
            .Take(MaxWaiting - here.Waiting.Count).ToList();
        if (fresh.Count > 0) await WaitAsync(visitor, here, fresh, now, cancel);
    }

    private async Task WaitAsync(
        string visitor, VisitorRows here, List<Reaction> fresh, DateTimeOffset now, CancellationToken cancel)
    {
        // Planned before it is kept: a crash in between leaves a look at nothing, not a row that is never forgotten.
        if (here.Waiting.Count == 0)
        {
            var at = here.Links.LookAgainAt(fresh.Min(reaction => reaction.OccurredAt), VisitorHandler.Kept, now);
            await due.AddAsync(new DueItem(visitor, DueKind.Visitor, ""), at, cancel);
        }
        await visitors.KeepAsync(visitor, fresh, cancel);
        // Whoever entered meanwhile may have looked for waiting reactions just before these were there.
        if (await visitors.VersionAsync(visitor, cancel) != here.Version)
            await post.SendAsync(new VisitorTouched(visitor), cancel);
    }
}
