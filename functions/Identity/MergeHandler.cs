using Azure.Data.Tables;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Identity;

/// <summary>
/// The long half of a merge or an un-merge: copies the events of the one into the inbox of the other, or takes the
/// copies out and counts anew. Both may run as often as they like; the leads say what is to be done.
/// </summary>
public sealed class MergeHandler(
    LeadStore leads, LeadFollowUp followUp, ReactionInbox inbox, InForce content, TimeProvider time)
{
    private const int CopiesAtOnce = 60; // rows of one transaction, with room for the lead's own

    public async Task HandleAsync(LeadMerged message, CancellationToken cancel)
    {
        await TakeOutAsync(message.LeadId, message.Into, cancel);
        var from = (await leads.LoadAsync(message.LeadId, cancel)).Lead;
        if (from.Profile?.MergedInto?.Into == message.Into) await CopyAsync(from, message.Into, cancel);
    }

    private async Task CopyAsync(Lead from, string into, CancellationToken cancel)
    {
        var why = from.Profile!.MergedInto!.Why;
        var outcome = await leads.ChangeAsync(
            into, (snapshot, _) => snapshot.Lead.Profile?.Merged.ContainsKey(from.Id) == true
                ? Merging.TakeIn(snapshot.Lead, from, why, content.Edition, time.GetUtcNow())
                : null,
            cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        var events = (await ReadAsync(from.Id, cancel)).Events;
        var known = (await ReadAsync(into, cancel)).Events;
        await inbox.AcceptAsync(
            Merging.Copies(from.Id, events, known, content.Edition).Select(batch => (into, batch)), cancel);
    }

    private async Task TakeOutAsync(string from, string into, CancellationToken cancel)
    {
        for (var isDone = false; !isDone;)
        {
            var outcome = await leads.RebuildAsync(into, async snapshot =>
            {
                isDone = snapshot.Lead.Profile?.Unmerging.ContainsKey(from) != true;
                if (isDone) return null;
                var (events, copies) = await ReadAsync(into, cancel, from);
                return Without(snapshot.Lead, from, events, copies);
            }, cancel);
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        }
    }

    private LeadChange Without(Lead lead, string from, LeadEvents events, IReadOnlyList<string> copies)
    {
        var rebuilt = Rebuilding.Of(lead, events, content.Edition);
        if (copies.Count <= CopiesAtOnce)
            rebuilt = rebuilt with
            {
                Profile = rebuilt.Profile! with { Unmerging = rebuilt.Profile.Unmerging.Remove(from) },
            };
        return Assessment.Of(rebuilt, lead, content.Edition, time.GetUtcNow(), "un-merge") with
        {
            Removed = [.. copies.Take(CopiesAtOnce)],
        };
    }

    /// <summary>All events of a lead, and the keys of those rows that are copies of one other lead's.</summary>
    private async Task<(LeadEvents Events, IReadOnlyList<string> Copies)> ReadAsync(
        string leadId, CancellationToken cancel, string? origin = null)
    {
        var copies = new List<string>();
        var entries = await RowsAsync<Entry>("entry", _ => null);
        var reactions = await RowsAsync<Reaction>("reaction", reaction => reaction.Origin);
        var purchases = await RowsAsync<PurchaseNote>("purchase", purchase => purchase.Origin);
        return (new LeadEvents(entries, reactions, purchases), copies);

        async Task<List<T>> RowsAsync<T>(string kind, Func<T, string?> originOf)
        {
            var found = new List<T>();
            await foreach (TableEntity row in leads.HistoryAsync(leadId, kind, cancel))
            {
                found.Add(Rows.Body<T>(row));
                if (origin is not null && originOf(found[^1]) == origin) copies.Add(row.RowKey);
            }
            return found;
        }
    }
}
