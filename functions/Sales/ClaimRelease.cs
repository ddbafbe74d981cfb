using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Sales;

/// <summary>
/// Gives a person up. Each of the leads that they are may have a claim of its own, so each gives up its own; the person
/// hears of it at once.
/// </summary>
public sealed class ClaimRelease(LeadStore leads, LeadFollowUp followUp, InForce content, TimeProvider time)
{
    /// <summary>The person's own claim and those of the leads that were merged into them.</summary>
    public async Task<ClaimDecision> PersonAsync(Lead person, Reporter by, CancellationToken cancel)
    {
        var own = await OwnAsync(person.Id, by, null, null, cancel);
        var part = await PartsAsync(person, by, null, null, cancel);
        return part is not null && (part.Change is not null || own.By is null) ? part : own;
    }

    /// <summary>
    /// The claims of the leads that were merged into the person; null: there are no such leads. A repeated call leaves
    /// those alone that were made after <paramref name="madeBy"/>.
    /// </summary>
    public async Task<ClaimDecision?> PartsAsync(
        Lead person, Reporter by, string? note, DateTimeOffset? madeBy, CancellationToken cancel)
    {
        ClaimDecision? decided = null;
        foreach (var part in person.Profile?.Merged.Keys ?? [])
        {
            var own = await OwnAsync(part, by, note, madeBy, cancel);
            if (own.Change is not null || decided?.By is null) decided = own;
            if (own.Change is not null) await FollowAsync(part, person.Id, cancel);
        }
        return decided;
    }

    private async Task<ClaimDecision> OwnAsync(
        string leadId, Reporter by, string? note, DateTimeOffset? madeBy, CancellationToken cancel)
    {
        ClaimDecision? decided = null;
        var outcome = await leads.ChangeAsync(leadId, (snapshot, _) =>
        {
            var lead = snapshot.Lead;
            decided = lead.Profile?.Claim is { } claim && claim.Since > madeBy
                ? new ClaimDecision(null, ClaimObstacle.Free)
                : Claiming.Release(lead, by, content.Edition, time.GetUtcNow(), note);
            return decided.Change;
        }, cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        return decided!;
    }

    /// <summary>The person hears at once what became of the claim of a lead that was merged into them.</summary>
    private async Task FollowAsync(string part, string person, CancellationToken cancel)
    {
        var from = (await leads.LoadAsync(part, cancel)).Lead;
        if (from.Profile?.MergedInto is not { } alias) return;
        var outcome = await leads.ChangeAsync(
            person, (snapshot, _) => snapshot.Lead.Profile?.Merged.ContainsKey(part) == true
                ? Merging.TakeIn(snapshot.Lead, from, alias.Why, content.Edition, time.GetUtcNow())
                : null, cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
    }
}
