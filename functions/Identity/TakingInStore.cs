using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Identity;

/// <summary>Brings what a lead knows of one that was merged into it up to date.</summary>
public static class TakingInStore
{
    /// <summary>
    /// The other is read after the lead, so of two workers the one with the older news is told to read again.
    /// </summary>
    public static Task<LeadOutcome> TakeInAsync(
        this LeadStore leads, string from, string into, Edition edition, DateTimeOffset now,
        CancellationToken cancel) =>
        leads.RebuildAsync(
            into,
            async (snapshot, _) =>
                snapshot.Lead.Profile?.Merged.ContainsKey(from) == true
                && (await leads.LoadAsync(from, cancel)).Lead is { Profile.MergedInto: { } alias } other
                && alias.Into == into
                    ? Merging.TakeIn(snapshot.Lead, other, alias.Why, edition, now)
                    : null,
            cancel);

    /// <summary>
    /// Copies of reactions that the person does not have in the same words yet, of themselves or by another path: two
    /// leads that were told the same may be taken in at the same time.
    /// </summary>
    public static async Task<InboxBatch> UntoldAsync(
        this LeadStore leads, Lead person, InboxBatch batch, CancellationToken cancel)
    {
        if (batch.Origin is null || batch.Reactions.Count == 0 || person.Profile is not { } profile) return batch;
        var paths = Parts.Of(profile).Select(part => part.Key + "|").Prepend("").ToList();
        var isTold = await Task.WhenAll(batch.Reactions.Select(IsToldAsync));
        return batch with { Reactions = [.. batch.Reactions.Where((_, at) => !isTold[at])] };

        async Task<bool> IsToldAsync(Reaction copy)
        {
            var told = copy.AsTold;
            foreach (var id in paths.Select(path => path + told.Id).Where(id => id != copy.DistinctId))
                if (await leads.FindRowAsync(person.Id, LeadRows.Reaction(Digest.Of(id)), cancel) is { } row
                    && Json.Write(Rows.Body<Reaction>(row).AsTold) == Json.Write(told)) return true;
            return false;
        }
    }
}
