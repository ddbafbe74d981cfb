using LeadScoring.Intake;
using LeadScoring.Leads;

namespace LeadScoring.Campaigns;

/// <summary>
/// Draws: copies the register, goes through its entries in the order that the seed gives them, and passes over who
/// cannot win. Holds a bounded number of entries, and loads the leads it comes to, not all.
/// </summary>
public sealed class DrawHandler(DrawStore store, LeadStore leads, Chance chance, TimeProvider time)
{
    /// <summary>More than this many passed over before the last winner do not fit into the result.</summary>
    public const int MostExcluded = 3_000;

    private const int Head = 2_000;

    /// <summary>The result, made now or before; null when too many would have to be passed over.</summary>
    public async Task<DrawResult?> DrawAsync(Campaign campaign, DrawSeed seed, CancellationToken cancel)
    {
        if (await store.ResultAsync(campaign.Id, cancel) is { } made) return made;
        var list = await store.CopyAsync(campaign.Id, chance.NewId(), cancel);
        var draw = campaign.PrizeDraw!;
        var (drawn, excluded, winners) = (new List<DrawnEntry>(), new List<ExcludedEntry>(), new HashSet<string>());
        for (var after = ""; drawn.Count < draw.Winners + draw.Substitutes;)
        {
            var head = await HeadAsync(campaign.Id, list, seed.Seed, after, cancel);
            if (head.Entries.Count == 0) break;
            foreach (var (place, entry) in head.Entries)
            {
                if (drawn.Count == draw.Winners + draw.Substitutes) break;
                var (leadId, reason) = await LookAsync(campaign, draw, entry, winners, cancel);
                if (reason is null) drawn.Add(new DrawnEntry(entry, leadId!));
                else excluded.Add(new ExcludedEntry(entry, reason));
                after = place;
            }
            if (excluded.Count > MostExcluded) return null;
        }
        return await store.SaveAsync(
            campaign.Id,
            new DrawResult(
                list, time.GetUtcNow(), [.. drawn.Take(draw.Winners)], [.. drawn.Skip(draw.Winners)], excluded),
            cancel);
    }

    private async Task<DrawHead> HeadAsync(
        string campaignId, DrawList list, string seed, string after, CancellationToken cancel)
    {
        var head = new DrawHead(seed, after, Head);
        await foreach (var part in store.EntriesAsync(campaignId, list, cancel))
            foreach (var entry in part) head.See(entry);
        return head;
    }

    private async Task<(string? LeadId, string? Reason)> LookAsync(
        Campaign campaign, PrizeDraw draw, string entry, HashSet<string> winners, CancellationToken cancel)
    {
        if (await store.RegisteredAsync(campaign.Id, entry, cancel) is not { LeadId: { } leadId })
            return (null, "erased");
        var lead = (await leads.LoadAsync(leadId, cancel)).Lead;
        var reason = Eligibility.ReasonAgainst(lead, draw);
        return (leadId, reason ?? (winners.Add(leadId) ? null : "drawn already"));
    }
}
