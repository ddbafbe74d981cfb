using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// Takes an erased lead out of what sales keeps of it. The rows of its partition say where that is, so this is done
/// before they go, and again after a crash.
/// </summary>
public sealed class SalesForgetting(ClaimIndex claims, ResponseIndex responses)
{
    /// <param name="leadId">Whose.</param>
    /// <param name="goneAt">Since when no worker finds the lead.</param>
    /// <param name="rows">The rows that are about to go.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task ForgetAsync(
        string leadId, DateTimeOffset goneAt, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        foreach (var owner in rows.Where(row => ClaimNote.IsOne(row.RowKey)).Select(Rows.Body<ClaimNote>)
            .SelectMany(note => new[] { note.Owner, note.From }).OfType<string>().Distinct(StringComparer.Ordinal))
            await claims.DropAsync(owner, leadId, cancel);
        foreach (var row in rows.Where(row => row.RowKey.StartsWith(LeadRows.ProductPrefix, StringComparison.Ordinal)))
            if (Rows.Body<ProductState>(row) is { Hot: { } hot } state)
                await responses.EndAsync(leadId, state.Product, hot, goneAt, cancel);
    }
}
