using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

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
        var events = await leads.EventsAsync(from.Id, cancel);
        var known = await leads.EventsAsync(into, cancel);
        await inbox.AcceptAsync(
            Merging.Copies(from.Id, events, known, content.Edition).Select(batch => (into, batch)), cancel);
    }

    private async Task TakeOutAsync(string from, string into, CancellationToken cancel)
    {
        for (var isDone = false; !isDone;)
        {
            var outcome = await leads.RebuildAsync(into, async (snapshot, _) =>
            {
                isDone = snapshot.Lead.Profile?.Unmerging.ContainsKey(from) != true;
                if (isDone) return null;
                var (events, copies) = await leads.EventsAsync(into, from, cancel);
                return Without(snapshot.Lead, from, events, copies);
            }, cancel);
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        }
    }

    private LeadChange Without(Lead lead, string from, LeadEvents events, IReadOnlyList<string> copies)
    {
        var rebuilt = Rebuilding.Apart(lead, events, content.Edition);
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
}
