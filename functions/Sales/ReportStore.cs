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
        var chain = await leads.ChainAsync(leadId, cancel);
        return (chain[^1], new ReportPath([.. chain.SkipLast(1).Select(lead => lead.Id)]));
    }

    /// <summary>Elsewhere it is the same report only with the same content: ids are a lead's own.</summary>
    public static async Task<Told> ToldAsync(
        this LeadStore leads, Lead person, ReportPath path, Report report, CancellationToken cancel)
    {
        var (told, isOwn, named) = (Told.Nothing, true, path.Merged.Count == 0 ? person.Id : path.Merged[0]);
        foreach (var (leadId, id) in path.Places(person, report.Id))
        {
            var hash = Digest.Of(id);
            isOwn = isOwn || leadId == named && id == report.Id; // its copy may be on its way
            if (told.Earlier is null
                && await leads.FindAsync<Reaction>(leadId, LeadRows.Reaction(hash), cancel) is { } known)
            {
                var earlier = known.AsTold with { TakenAt = known.TakenAt };
                if (isOwn || Reporting.IsSame(report, earlier))
                    told = told with { Earlier = earlier, IsOwn = isOwn };
            }
            if (report.Type == Outcomes.Won && (told.Order is null || isOwn && !told.IsOwnOrder)
                && await leads.FindAsync<PurchaseNote>(leadId, LeadRows.Purchase(hash), cancel) is { } order)
                told = told with { Order = order.AsTold, IsOwnOrder = isOwn };
            isOwn = false;
        }
        return told;
    }

    private static async Task<T?> FindAsync<T>(
        this LeadStore leads, string leadId, string key, CancellationToken cancel)
        where T : class =>
        await leads.FindRowAsync(leadId, key, cancel) is { } row ? Rows.Body<T>(row) : null;
}
