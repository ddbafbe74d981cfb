using Azure.Data.Tables;
using LeadScoring.Hits;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Rewards;
using LeadScoring.Storage;

namespace LeadScoring.Identity;

/// <summary>Reads everything that ever counted for a lead, from its own partition.</summary>
public static class EventStore
{
    public static async Task<LeadEvents> EventsAsync(
        this LeadStore leads, string leadId, CancellationToken cancel) =>
        (await leads.EventsAsync(leadId, null, cancel)).Events;

    /// <summary>
    /// All events of a lead with its changes of stage and what was decided about its points, in two reads: but for the
    /// entries their rows lie side by side.
    /// </summary>
    public static async Task<LeadDeeds> DeedsAsync(this LeadStore leads, string leadId, CancellationToken cancel)
    {
        var (entries, mails, stages) = (new List<Entry>(), new List<MailHits>(), new List<StageChange>());
        var (acts, purchases, reactions) = (new List<PointsAct>(), new List<PurchaseNote>(), new List<Reaction>());
        await foreach (var row in leads.HistoryAsync(leadId, "entry", cancel)) entries.Add(Rows.Body<Entry>(row));
        await foreach (var row in leads.HistoryAsync(leadId, "history", "reaction", cancel))
        {
            switch (row.RowKey.Split('|')[0])
            {
                case "hits": mails.Add(Rows.Body<MailHits>(row)); break;
                case "history" when row.RowKey.Contains("|stage|", StringComparison.Ordinal):
                    stages.Add(Rows.Body<StageChange>(row));
                    break;
                case "points": acts.Add(Rows.Body<PointsAct>(row)); break;
                case "purchase": purchases.Add(Rows.Body<PurchaseNote>(row)); break;
                case "reaction": reactions.Add(Rows.Body<Reaction>(row)); break;
            }
        }
        return new LeadDeeds(new LeadEvents(entries, reactions, purchases, mails), stages, acts);
    }

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

/// <summary>What tracks and ledgers are made of, beside the lead's state.</summary>
public sealed record LeadDeeds(
    LeadEvents Events, IReadOnlyList<StageChange> Stages, IReadOnlyList<PointsAct> Acts)
{
    public static LeadDeeds None { get; } = new(new LeadEvents([], [], [], []), [], []);
}
