using System.Runtime.CompilerServices;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Sales;

/// <summary>
/// Shares out the best leads that nobody holds, by a call or by the clock. Each goes the way of a claim made by hand:
/// of a race with one, the lead that was lost is left out, and the next time finds others. Leads for whom nobody has
/// room are passed over, so that those who live where nobody works do not keep the others from being shared out.
/// </summary>
public sealed class SharingOut(
    LeadList list, CursorSeal seal, ClaimDoor claims, ClaimIndex register, InForce content, TimeProvider time)
{
    /// <summary>Leads passed over in one call at the most.</summary>
    private const int MostPassedOver = 20_000;

    /// <summary>Leads read at once.</summary>
    private const int PageSize = 1_000;

    private SalesRules Sales => content.Edition.Sales;

    public async Task<SharedOut> ShareAsync(ShareAsk ask, CancellationToken cancel)
    {
        var (owners, shared) = (await OwnersAsync(cancel), new SharedOut([], 0));
        await foreach (var page in FreeAsync(ask, cancel))
        {
            for (var rest = page; rest.Count > 0 && shared.Assigned.Count < ask.Most;)
            {
                var shares = Sharing.Of(rest, owners, ask.Most - shared.Assigned.Count);
                var (given, goesOn) = await GiveAsync(shares, shared.Assigned.Count, ask, cancel);
                shared = new SharedOut([.. shared.Assigned, .. given], shared.Left + shares.Count - given.Count);
                if (!goesOn) return shared;
                (rest, owners) = ([.. rest.Skip(shares.Count)], Sharing.After(owners, shares));
            }
            if (shared.Assigned.Count >= ask.Most || shared.Left >= MostPassedOver
                || !owners.Any(owner => owner.HasRoom)) break;
        }
        return shared;
    }

    /// <summary>Those of <c>sales.json</c> and what they hold now.</summary>
    public async Task<IReadOnlyList<ShareOwner>> OwnersAsync(CancellationToken cancel)
    {
        var owners = new List<ShareOwner>();
        foreach (var owner in Sales.Owners)
            owners.Add(new ShareOwner(
                owner.Id, await register.HeldAsync(owner.Id, cancel), Sales.MostOf(owner.Id), owner.Regions));
        return owners;
    }

    /// <summary>
    /// The best that nobody holds, highest score first, and where they live; each once. Who said "not now" is left in
    /// peace until then.
    /// </summary>
    private async IAsyncEnumerable<IReadOnlyList<ShareLead>> FreeAsync(
        ShareAsk ask, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (seen, refusals) = (new HashSet<string>(StringComparer.Ordinal), new Refusals());
        var query = new LeadListQuery(
            ask.Products, new LeadFilters { MinScore = ask.MinScore, Stage = ask.Stage, Claimed = false }, PageSize,
            IsCsv: false, "en", new Dictionary<string, string>());
        while (true)
        {
            var now = time.GetUtcNow();
            var page = await list.ReadAsync(query, now, cancel);
            var free = page.Leads.Where(lead => !(lead.NextContactAt > now) && seen.Add(lead.LeadId));
            yield return
            [
                .. free.Select(lead => new ShareLead(
                    lead.LeadId, Sales.Region is { } region ? lead.Attributes.GetValueOrDefault(region) : null)),
            ];
            if (page.Cursor is null || query.Continue(page.Cursor, seal, refusals) is not { } next) yield break;
            query = next;
        }
    }

    /// <summary>Those who were given, and whether it goes on.</summary>
    private async Task<(List<SharedLead> Given, bool GoesOn)> GiveAsync(
        IReadOnlyList<Share> shares, int before, ShareAsk ask, CancellationToken cancel)
    {
        var (chosen, given) = (shares.Where(share => share.Owner is not null).ToList(), new List<SharedLead>());
        if (chosen.Count > 0 && ask.BeforeEachPage is { } note) await note([.. chosen.Select(share => share.LeadId)]);
        foreach (var (leadId, owner) in chosen)
        {
            if (ask.BeforeEach is { } place && !await place(before + given.Count)) return (given, false);
            if (await GiveAsync(leadId, owner!, ask, cancel) is { } until)
                given.Add(new SharedLead(leadId, owner!, until));
        }
        return (given, true);
    }

    private async Task<DateTimeOffset?> GiveAsync(
        string leadId, string owner, ShareAsk ask, CancellationToken cancel)
    {
        if (ask.DryRun) return Sales.EndOf(time.GetUtcNow(), content.Edition.Sender.TimeZone);
        var decided = await claims.TryClaimAsync(
            leadId, owner, null,
            (lead, asked) => Claiming.Give(lead, asked with { By = ask.By }, ask.UnlessClaimedSince, content.Edition),
            cancel);
        return decided.Change is null ? null : decided.By?.Until;
    }
}

/// <summary>
/// Which leads are to be shared out: the best free ones of these product lines, from this score on (0 to 100), in this
/// stage (null: in any), <paramref name="Most"/> at the most. <paramref name="By"/> is who says so.
/// </summary>
public sealed record ShareAsk(IReadOnlyList<ProductLine> Products, int Most, double MinScore, string? Stage, string By)
{
    /// <summary>Only who would get what.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whoever was anybody's since then was given or worked meanwhile, and is not given once more.</summary>
    public DateTimeOffset? UnlessClaimedSince { get; init; }

    /// <summary>Learns who is about to be given.</summary>
    public Func<IReadOnlyList<string>, Task>? BeforeEachPage { get; init; }

    /// <summary>Asked, with the number of those given, before one more is; no ends it.</summary>
    public Func<int, Task<bool>>? BeforeEach { get; init; }
}

/// <summary>A lead that was given.</summary>
public sealed record SharedLead(string LeadId, string Owner, DateTimeOffset Until);

/// <summary>Who was given, and how many were passed over since nobody who may take them had room.</summary>
public sealed record SharedOut(IReadOnlyList<SharedLead> Assigned, int Left);
