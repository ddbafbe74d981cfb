using System.Text.RegularExpressions;
using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Sending;
using Row = LeadScoring.Storage.Rows;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// All that the store holds of one lead, row by row, with what is the lead's own (its id, its address, the ids of its
/// mails, which name what came back from them) taken out, so that two leads who did the same at the same instants leave
/// the same trace.
/// </summary>
internal sealed partial class LeadTrace
{
    private LeadTrace(SortedDictionary<string, string> rows, IReadOnlyDictionary<string, SendRecord> sends)
    {
        Rows = rows;
        Sends = sends;
    }

    /// <summary>State, facts, list rows and plans; not the sends, and not the change feed.</summary>
    public IReadOnlyDictionary<string, string> Rows { get; }

    public IReadOnlyDictionary<string, SendRecord> Sends { get; }

    public static async Task<LeadTrace> ReadAsync(StormyBrand brand, string leadId, string email)
    {
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var sends = new SortedDictionary<string, SendRecord>(StringComparer.Ordinal);
        string Anonymous(string text) => sends.Aggregate(text, (left, send) => left
                .Replace(send.Value.SendId, $"MAIL {send.Key}", StringComparison.Ordinal))
            .Replace(leadId, "LEAD", StringComparison.Ordinal).Replace(email, "EMAIL", StringComparison.Ordinal);
        var ofLead = TableClient.CreateQueryFilter($"PartitionKey eq {leadId}");
        var all = await brand.Tables.Leads.QueryAsync<TableEntity>(ofLead).ToListAsync();
        foreach (var row in all.Where(row => row.RowKey.StartsWith("send|", StringComparison.Ordinal)))
            sends[row.RowKey] = Row.Body<SendRecord>(row);
        foreach (var row in all.Where(row => !row.RowKey.StartsWith("send|", StringComparison.Ordinal)))
            rows[Anonymous($"leads {row.RowKey}")] = Anonymous(Row.Text(row));
        foreach (var product in new[] { "camper", "car" })
            await foreach (var row in ListRows.OfAsync(brand.Tables, product, leadId))
                rows[Anonymous($"rank {product} {row.RowKey}")] = Anonymous(Row.Text(row));
        await foreach (var row in brand.Tables.Alerts.QueryAsync<TableEntity>())
            if (row.RowKey.Contains(leadId, StringComparison.Ordinal))
                rows[Anonymous($"alerts {row.PartitionKey} {row.RowKey}")] = Anonymous(Row.Text(row));
        await foreach (var row in brand.Tables.Due.QueryAsync<TableEntity>())
            if (row.RowKey.StartsWith(leadId, StringComparison.Ordinal)
                && Row.Body<DueItem>(row).Kind != DueKind.Settle)
                rows[Anonymous($"due {Slot().Replace(row.PartitionKey, "")} {row.RowKey}")] = Anonymous(Row.Text(row));
        return new LeadTrace(rows, sends);
    }

    /// <summary>The rows that are in one of two traces only, or differ.</summary>
    public static IEnumerable<string> Differences(LeadTrace expected, LeadTrace found) =>
        from key in expected.Rows.Keys.Union(found.Rows.Keys)
        let was = expected.Rows.GetValueOrDefault(key, "(none)")
        let now = found.Rows.GetValueOrDefault(key, "(none)")
        where was != now
        select $"{key}\n  expected {was}\n  found    {now}";

    [GeneratedRegex(@"\|\d$")]
    private static partial Regex Slot();
}
