using LeadScoring.Leads;

namespace LeadScoring.Sales;

/// <summary>
/// What follows a saved lead in the tables of sales: a claim that is over leaves its owner's register, and how long a
/// hot lead waits is told. The lead says both, so the next run of the same message or call finds what a crash has left.
/// </summary>
public sealed class SalesFollowUp(ClaimIndex claims, ResponseIndex responses, TimeProvider time)
{
    /// <summary>Repeated messages come that late at the most; later looks at a lead have nothing to mend.</summary>
    private static readonly TimeSpan Mended = TimeSpan.FromDays(1);

    public async Task AfterAsync(LeadOutcome outcome, bool isRepeat, CancellationToken cancel)
    {
        await RegisterAsync(outcome, isRepeat, cancel);
        foreach (var (product, state) in outcome.After.Products)
            if (state.Hot is { } hot && (hot != outcome.Before.Product(product).Hot || isRepeat && IsFresh(hot)))
                await responses.PutAsync(outcome.After, product, cancel);
    }

    private async Task RegisterAsync(LeadOutcome outcome, bool isRepeat, CancellationToken cancel)
    {
        var (before, after) = (outcome.Before.Profile?.Claim, outcome.After.Profile?.Claim);
        if (after is null || after == before && !isRepeat) return;
        string?[] formerly = [after.Ended is true ? after.Owner : null, after.From, before?.Owner];
        foreach (var owner in formerly.OfType<string>().Distinct(StringComparer.Ordinal))
            if (after.Ended is true || owner != after.Owner)
                await claims.DropAsync(owner, outcome.After.Id, cancel);
    }

    private bool IsFresh(HotSpell hot) =>
        (hot.EndedAt ?? hot.ContactAt ?? hot.Since) >= time.GetUtcNow() - Mended;
}
