using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Rights;

/// <summary>Looks through the whole store for what must not be there any more.</summary>
internal static class Traces
{
    /// <summary>Every row of every table that holds one of these texts, and every such mail in the outbox.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Tables tables, params string[] texts)
    {
        var found = new List<string>();
        foreach (var table in new[]
            {
                tables.Leads, tables.Rank, tables.Due, tables.Visitors, tables.Settings, tables.Alerts, tables.Sends,
                tables.Sales,
                tables.Audit, tables.Insights, tables.Imports,
            })
            await foreach (var row in table.QueryAsync<TableEntity>())
                if (texts.Any(text => row.Any(field => $"{field.Value}".Contains(text, StringComparison.Ordinal))))
                    found.Add($"{table.Name} {row.PartitionKey} {row.RowKey}");
        return found;
    }

    public static async Task<IReadOnlyList<string>> RowsAsync(Tables tables, string leadId)
    {
        var rows = new List<string>();
        var ofLead = TableClient.CreateQueryFilter($"PartitionKey eq {leadId}");
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>(ofLead)) rows.Add(row.RowKey);
        return rows;
    }

    public static Tables Tables(this Brand brand) => brand.Services.GetRequiredService<Tables>();

    public static string IdOf(this Brand brand, string address) =>
        brand.Services.GetRequiredService<LeadIds>().Of(EmailAddress.Parse(address, out _)!);
}
