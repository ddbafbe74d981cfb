using LeadScoring.Due;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Visitors;

/// <summary>
/// Settles whose a device is after an entry, and gives what waits on it to whom it belongs, through that lead's own
/// inbox. Every step can be repeated: a reaction that is given twice counts once, by its id.
/// </summary>
public sealed class VisitorHandler(
    VisitorIndex visitors, LeadStore leads, ReactionInbox inbox, DueIndex due, TimeProvider time)
{
    /// <summary>How long anonymous reactions wait for somebody to enter.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task HandleAsync(VisitorTouched message, CancellationToken cancel)
    {
        if (message is { LeadId: { } leadId, EntryKey: { } entryKey })
            await LinkAsync(message.Visitor, leadId, entryKey, cancel);
        await DeliverAsync(message.Visitor, cancel);
    }

    /// <summary>
    /// The device is the lead's from this instant on. Whoever confirms is linked before they are answered, so that what
    /// their page sends next finds its owner.
    /// </summary>
    public async Task OpenAsync(
        string visitor, string leadId, Entry entry, DateTimeOffset from, CancellationToken cancel)
    {
        // The lead's own note first: an erasure finds every device by it.
        await leads.TryAddRowAsync(leadId, LeadRows.Visitor(visitor), new VisitorNote(from), cancel);
        await visitors.ChangeAsync(
            visitor, links => links.Open(leadId, entry.RowKey, entry.ReceivedAt, from), cancel);
    }

    private async Task LinkAsync(string visitor, string leadId, string entryKey, CancellationToken cancel)
    {
        var row = await leads.FindRowAsync(leadId, entryKey, cancel);
        var entry = row is null ? null : Rows.Body<Entry>(row); // null: erased meanwhile
        if (entry is { Joins: true }) await OpenAsync(visitor, leadId, entry, entry.ReceivedAt, cancel);
        else await visitors.ChangeAsync(visitor, links => links.Refuse(leadId, entryKey), cancel);
    }

    private async Task DeliverAsync(string visitor, CancellationToken cancel)
    {
        var here = await visitors.ReadAsync(visitor, cancel);
        if (here.Waiting.Count == 0) return;
        var now = time.GetUtcNow();
        var byOwner = here.Waiting.ToLookup(row => here.Links.OwnerAt(row.Value.OccurredAt, now));
        await inbox.AcceptAsync(
            byOwner.Where(owner => owner.Key.LeadId is not null)
                .SelectMany(owner => VisitorBatches.Of(owner.Key.LeadId!, owner.Select(row => row.Value))), cancel);
        var stays = byOwner[VisitorOwner.NotYet].Where(row => row.Value.OccurredAt + Kept > now).ToList();
        await visitors.RemoveAsync(visitor, here.Waiting.Keys.Except(stays.Select(row => row.Key)), cancel);
        if (stays.Count == 0) return;
        var at = here.Links.LookAgainAt(stays.Min(row => row.Value.OccurredAt), Kept, now);
        await due.AddAsync(new DueItem(visitor, DueKind.Visitor, ""), at, cancel);
    }
}

/// <summary>In the lead's partition: a device is theirs since then.</summary>
public sealed record VisitorNote(DateTimeOffset Since);

/// <summary>Reactions of a device as batches for its lead's inbox; a device vouches for nobody.</summary>
public static class VisitorBatches
{
    public static IEnumerable<(string LeadId, InboxBatch Batch)> Of(string leadId, IEnumerable<Reaction> reactions) =>
        reactions.Chunk(InboxBatch.MaxItems).Select(part => (leadId, new InboxBatch(null, Trusted: false, part, [])));
}
