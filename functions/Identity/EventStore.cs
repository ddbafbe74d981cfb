using Azure.Data.Tables;
using LeadScoring.Hits;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Identity;

/// <summary>Reads everything that ever counted for a lead, from its own partition.</summary>
public static class EventStore
{
    public static async Task<LeadEvents> EventsAsync(
        this LeadStore leads, string leadId, CancellationToken cancel) =>
        (await leads.EventsAsync(leadId, null, cancel)).Events;

    /// <summary>All events of a lead, and the keys of those rows that came by one path.</summary>
    public static async Task<(LeadEvents Events, IReadOnlyList<string> Copies)> EventsAsync(
        this LeadStore leads, string leadId, string? path, CancellationToken cancel)
    {
        var copies = new List<string>();
        var entries = await RowsAsync<Entry>("entry", _ => null);
        var reactions = await RowsAsync<Reaction>("reaction", reaction => reaction.Path);
        var purchases = await RowsAsync<PurchaseNote>("purchase", purchase => purchase.Path);
        var mails = await RowsAsync<MailHits>("hits", mail => mail.Origin);
        return (new LeadEvents(entries, reactions, purchases, mails), copies);

        async Task<List<T>> RowsAsync<T>(string kind, Func<T, string?> pathOf)
        {
            var found = new List<T>();
            await foreach (TableEntity row in leads.HistoryAsync(leadId, kind, cancel))
            {
                found.Add(Rows.Body<T>(row));
                if (path is not null && Parts.IsUnder(pathOf(found[^1]), path)) copies.Add(row.RowKey);
            }
            return found;
        }
    }
}
