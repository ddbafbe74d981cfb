using LeadScoring.Leads;

namespace LeadScoring.Sales;

/// <summary>
/// What follows a saved lead in the tables of sales: a claim that is over leaves its owner's place. What a crash leaves
/// there is taken out by the owner's next claim (<see cref="ClaimIndex"/>).
/// </summary>
public sealed class SalesFollowUp(ClaimIndex claims)
{
    public async Task AfterAsync(LeadOutcome outcome, CancellationToken cancel)
    {
        if (outcome.Before.Profile?.Claim is not { Ended: null } before) return;
        if (outcome.After.Profile?.Claim is not { Ended: null } after || after.Owner != before.Owner)
            await claims.DropAsync(before.Owner, outcome.After.Id, cancel);
    }
}
