using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// Finds what was reported, and which orders were told, under any of the addresses of one person, so that a report or
/// an order counts once however leads are merged. Who was never merged costs no read more.
/// </summary>
public static class ReportStore
{
    /// <summary>The path from the lead that is named to the person.</summary>
    public static async Task<(Lead Person, ReportPath Path)> PathAsync(
        this LeadStore leads, string leadId, CancellationToken cancel)
    {
        var (merged, lead) = (new List<string>(), (await leads.LoadAsync(leadId, cancel)).Lead);
        for (; lead.Profile is { MergedInto: { } person }; lead = (await leads.LoadAsync(person.Into, cancel)).Lead)
            merged.Add(lead.Id);
        return (lead, new ReportPath(merged));
    }

    /// <summary>Elsewhere it is the same report only with the same content: ids are a lead's own.</summary>
    public static async Task<Told> ToldAsync(
        this LeadStore leads, Lead person, ReportPath path, Report report, CancellationToken cancel)
    {
        var (told, isFirst) = (Told.Nothing, true);
        foreach (var (leadId, id) in path.Places(person, report.Id))
        {
            var hash = Digest.Of(id);
            if (told.Earlier is null
                && await leads.FindAsync<Reaction>(leadId, LeadRows.Reaction(hash), cancel) is { } known)
            {
                var earlier = known with { Id = report.Id, Origin = null };
                if (isFirst || Reporting.IsSame(report, earlier))
                    told = told with { Earlier = earlier, IsOwn = isFirst };
            }
            if (report.Type == Outcomes.Won && told.Order is null
                && await leads.FindAsync<PurchaseNote>(leadId, LeadRows.Purchase(hash), cancel) is { } order)
                told = told with
                {
                    Order = order with { Id = report.Id, Origin = null },
                    IsOwnOrder = isFirst,
                };
            isFirst = false;
        }
        return told;
    }

    /// <summary>
    /// A merged person's order that sales reported as won, and that the shop tells of another of their addresses, is
    /// one order: the first content counts, and another is kept as a conflict.
    /// </summary>
    public static async Task<(InboxBatch Batch, KnownFacts Known)> OrdersOnceAsync(
        this LeadStore leads, Lead person, InboxBatch batch, KnownFacts known, CancellationToken cancel)
    {
        if (batch.Purchases.Count == 0 || person.Profile is not { Merged.Count: > 0 } profile) return (batch, known);
        var kept = new List<PurchaseNote>();
        foreach (var order in batch.Purchases)
        {
            var ids = profile.Merged.Keys.Select(part => $"{part}|{order.Id}").Prepend(order.Id).ToList();
            if (await TwinAsync(leads, person.Id, order, ids, cancel) is not { } twin) kept.Add(order);
            else if (order.Origin is null)
            {
                kept.Add(order);
                var key = LeadRows.Purchase(Digest.Of(order.DistinctId));
                var first = Json.Write(twin with { Id = order.Id, Origin = null });
                known = new KnownFacts(known.ByKey.SetItem(key, first));
            }
        }
        return (batch with { Purchases = kept }, known);
    }

    private static async Task<PurchaseNote?> TwinAsync(
        LeadStore leads, string person, PurchaseNote order, List<string> ids, CancellationToken cancel)
    {
        if (order.RefundOf is not null) return null;
        if (await leads.FindAsync<PurchaseNote>(person, LeadRows.Purchase(Digest.Of(order.DistinctId)), cancel)
            is not null) return null;
        var (twin, isWon) = ((PurchaseNote?)null, false);
        foreach (var id in ids)
        {
            twin ??= await leads.FindAsync<PurchaseNote>(person, LeadRows.Purchase(Digest.Of(id)), cancel);
            isWon = isWon || await leads.FindAsync<Reaction>(person, LeadRows.Reaction(Digest.Of(id)), cancel)
                is { Type: Outcomes.Won };
        }
        return isWon ? twin : null;
    }

    private static async Task<T?> FindAsync<T>(
        this LeadStore leads, string leadId, string key, CancellationToken cancel)
        where T : class =>
        await leads.FindRowAsync(leadId, key, cancel) is { } row ? Rows.Body<T>(row) : null;
}
