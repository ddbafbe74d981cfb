using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Rights;

/// <summary>
/// All that is kept of one person, to be handed over: the lead's page as sales sees it, and every row of the lead's
/// partition by kind.
/// </summary>
/// <param name="ExportedAt">When it was read.</param>
/// <param name="Sender">The formal name of who keeps it.</param>
/// <param name="Lead">The page: who, scores with their terms, stages, consents, mails.</param>
/// <param name="Records">Row by row, by kind: entry, reaction, purchase, consent, send, profile…</param>
/// <param name="Merged">The same of each lead that was merged into this one, by its id.</param>
public sealed record ExportedLead(
    DateTimeOffset ExportedAt, string Sender, LeadView Lead, IReadOnlyDictionary<string, List<JsonNode>> Records,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, List<JsonNode>>> Merged);

/// <summary>Reads an <see cref="ExportedLead"/>.</summary>
public sealed class LeadExport(Tables tables, LeadViews views, InForce content, TimeProvider time)
{
    /// <summary>Null when there is no such lead.</summary>
    public async Task<ExportedLead?> ReadAsync(string leadId, string language, CancellationToken cancel)
    {
        if (await views.ShowAsync(leadId, new LeadAsked(null, null, language), cancel) is not { } lead) return null;
        var sender = content.Edition.Sender.LegalName.For(language);
        var merged = new SortedDictionary<string, IReadOnlyDictionary<string, List<JsonNode>>>(StringComparer.Ordinal);
        var paths = lead.Merged.SelectMany(person => person.Value.Within.Keys.Prepend(person.Key));
        foreach (var part in paths.Select(Parts.IdOf)) merged[part] = await RecordsAsync(part, cancel);
        var records = await RecordsAsync(lead.LeadId, cancel);
        return new ExportedLead(time.GetUtcNow(), sender, lead, records, merged);
    }

    private async Task<IReadOnlyDictionary<string, List<JsonNode>>> RecordsAsync(
        string leadId, CancellationToken cancel)
    {
        var records = new SortedDictionary<string, List<JsonNode>>(StringComparer.Ordinal);
        var all = TableClient.CreateQueryFilter($"PartitionKey eq {leadId}");
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>(all, 1000, cancellationToken: cancel))
        {
            var kind = KindOf(row.RowKey);
            if (!records.TryGetValue(kind, out var rows)) records[kind] = rows = [];
            rows.Add(JsonNode.Parse(Rows.Text(row))!);
        }
        return records;
    }

    /// <summary><c>head|profile</c> is a profile, <c>entry|…</c> an entry.</summary>
    private static string KindOf(string row)
    {
        var parts = row.Split('|');
        return parts[0] == "head" ? parts[1] : parts[0];
    }
}
