using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.Exports;

/// <summary>
/// Reads the leads of a view for its delivery: without the scope sensitive, whoever saved it, and into the audit trail
/// before anybody gets them.
/// </summary>
public sealed class ViewReader(
    LeadList list, AuditIndex audit, CursorSeal seal, InForce content, TimeProvider time)
{
    private const string Door = "DeliverView";

    /// <summary>What one call of the list gives at the most.</summary>
    private const int MostAtOnce = 1_000;

    /// <summary>Calls of the list for one reading; each looks at up to 20,000 leads.</summary>
    private const int MostCalls = 50;

    /// <summary>The leads behind a cursor (null: from the top), and the cursor behind them.</summary>
    public async Task<(LeadPage? Page, string? Reason)> ReadAsync(
        string id, SavedView view, string? cursor, int most, CancellationToken cancel)
    {
        var (edition, refusals, now) = (content.Edition, new Refusals(), time.GetUtcNow());
        if (ViewQuery.Read(view.Filters, edition, refusals) is not { } filters) return (null, "view-outdated");
        if (filters.AskFor(edition.Sales.Sensitive) is not null) return (null, "filters-on-sensitive");
        var (lines, leads) = (edition.Rules.Products, new List<LeadListItem>());
        var query = new LeadListQuery(
            view.Filters.TryGetValue("product", out var product) ? [lines[product]] : [.. lines.Values],
            filters, most, false, view.Delivery!.Lang, new Dictionary<string, string>())
        { Sales = edition.Sales };
        for (var call = 0; call < MostCalls && leads.Count < most; call++)
        {
            var top = Math.Min(most - leads.Count, MostAtOnce);
            if (query.Continue(cursor, seal, refusals) is not { } part) return (null, "view-outdated");
            var page = await list.ReadAsync(part with { Top = top }, now, cancel);
            leads.AddRange(page.Leads.Select(lead => lead.Without(edition.Sales.Sensitive)));
            cursor = page.Cursor;
            if (cursor is null) break;
        }
        if (leads.Count > 0)
        {
            await audit.WriteAsync(
                new Caller($"view:{id}", view.Name, Scope.Read, null), Door, leads.Select(lead => lead.LeadId),
                AskedFor.Of(view.Filters), cancel);
        }
        return (new LeadPage(leads, cursor), null);
    }
}
