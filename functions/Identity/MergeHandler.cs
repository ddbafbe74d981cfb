using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Identity;

/// <summary>
/// The long half of a merge or an un-merge: copies the events of the one into the inbox of the other, or takes the
/// copies out and counts anew. Both may run as often as they like; the leads say what is to be done.
/// </summary>
public sealed class MergeHandler(
    LeadStore leads, LeadFollowUp followUp, JoinStore joining, ReactionInbox inbox, InForce content, TimeProvider time)
{
    private const int CopiesAtOnce = 60; // rows of one transaction, with room for the lead's own

    public async Task HandleAsync(LeadMerged message, CancellationToken cancel)
    {
        var (from, into) = (message.LeadId, message.Into);
        await joining.MendAsync(from, into, cancel);
        while (true)
        {
            var person = await TakeOutAsync(from, into, cancel);
            if (person.Profile?.Merged.ContainsKey(from) != true) return;
            var outcome = await leads.TakeInAsync(from, into, content.Edition, time.GetUtcNow(), cancel);
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
            if (!Leaving(outcome.After, from).Any()) break;
        }
        if ((await leads.LoadAsync(from, cancel)).Lead.Profile?.MergedInto?.Into == into)
            await CopyAsync(from, into, cancel);
    }

    private async Task CopyAsync(string from, string into, CancellationToken cancel)
    {
        var events = await leads.EventsAsync(from, cancel);
        var known = await leads.EventsAsync(into, cancel);
        await inbox.AcceptAsync(
            Merging.Copies(from, events, known, content.Edition).Select(batch => (into, batch)), cancel);
    }

    /// <summary>
    /// Whoever is leaving by this lead goes: the lead itself, or who came along with it. What they had in common with
    /// another one that stays may have been copied from them only, so it is copied anew before the last word on them.
    /// </summary>
    private async Task<Lead> TakeOutAsync(string from, string into, CancellationToken cancel)
    {
        string? copiedFor = null;
        while (true)
        {
            string? path = null;
            var outcome = await leads.RebuildAsync(into, async (snapshot, _) =>
            {
                path = Leaving(snapshot.Lead, from).FirstOrDefault();
                if (path is null) return null;
                var (events, copies) = await leads.EventsAsync(into, path, cancel);
                var isLast = path == copiedFor || !Staying(snapshot.Lead, from).Any();
                return copies.Count == 0 && !isLast ? null : Without(snapshot.Lead, path, events, copies, isLast);
            }, cancel);
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
            if (path is null) return outcome.After;
            if (outcome.Changed) continue;
            foreach (var part in Staying(outcome.After, from)) await CopyAsync(part, into, cancel);
            copiedFor = path;
        }
    }

    private static IEnumerable<string> Staying(Lead person, string from) =>
        person.Profile!.Merged.Keys.Where(part => part != from);

    private static IEnumerable<string> Leaving(Lead person, string from) =>
        person.Profile?.Unmerging.Keys.Where(gone => Parts.IsUnder(gone, from)) ?? [];

    private LeadChange Without(
        Lead lead, string path, LeadEvents events, IReadOnlyList<string> copies, bool isLast)
    {
        var rebuilt = Rebuilding.Apart(lead, events, content.Edition);
        if (isLast && copies.Count <= CopiesAtOnce)
            rebuilt = rebuilt with
            {
                Profile = rebuilt.Profile! with { Unmerging = rebuilt.Profile.Unmerging.Remove(path) },
            };
        return Assessment.Of(rebuilt, lead, content.Edition, time.GetUtcNow(), "un-merge") with
        {
            Removed = [.. copies.Take(CopiesAtOnce)],
        };
    }
}
