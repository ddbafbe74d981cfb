using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Sales;

/// <summary>
/// Gives a person up. Each of the leads that they are may have a claim of its own, so each gives up its own; the person
/// hears of it at once.
/// </summary>
public sealed class ClaimRelease(
    LeadStore leads, LeadFollowUp followUp, ClaimIndex claims, InForce content, TimeProvider time)
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
        foreach (var part in person.Profile is { } profile ? Parts.Ids(profile) : [])
        {
            var own = await OwnAsync(part, by, note, madeBy, cancel);
            if (own.Change is not null || decided?.By is null) decided = own;
            if (own.Change is not null) await FollowAsync(part, cancel);
        }
        return decided;
    }

    /// <summary>
    /// Where the claim of a merged lead holds the person, it is made longer in its owner's register and on that lead.
    /// </summary>
    /// <returns>The person as they are then.</returns>
    public async Task<Lead> ProlongAsync(Lead person, DateTimeOffset until, Reporter by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (Claiming.PartThatHolds(person, now) is not { } part
            || Claiming.HeldAt(person.Profile!, now) is not { } held || held.Until >= until
            || held.Owner != by.Owner && !by.MayAny) return person;
        var most = content.Edition.Sales.MostOf(held.Owner);
        if (!await claims.HoldAsync(held.Owner, part, until, most, cancel)) return person;
        var outcome = await leads.ChangeAsync(part, (snapshot, _) =>
        {
            var lead = snapshot.Lead;
            if (lead.Profile?.Claim is not { } claim || claim != held) return null;
            var longer = Claiming.Prolonged(lead, claim with { Until = until, By = by.Name }, now);
            var change = Assessment.Of(longer.Lead, lead, content.Edition, now, "claim");
            return change with { Facts = [.. longer.Facts, .. change.Facts] };
        }, cancel);
        if (!outcome.Changed) await claims.DropAsync(held.Owner, part, cancel); // unless it holds the lead
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        await FollowAsync(part, cancel);
        return (await leads.LoadAsync(person.Id, cancel)).Lead;
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
    public async Task FollowAsync(string part, CancellationToken cancel)
    {
        var chain = await leads.ChainAsync(part, cancel);
        foreach (var (from, into) in chain.Zip(chain.Skip(1)))
        {
            var outcome = await leads.TakeInAsync(from.Id, into.Id, content.Edition, time.GetUtcNow(), cancel);
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        }
    }
}
