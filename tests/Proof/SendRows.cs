using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Proof;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Tests.Proof;

/// <summary>What the figures are made of, and what they should be made of.</summary>
internal static class SendRows
{
    public static async Task<IReadOnlyList<SendRow>> AllAsync(Tables tables)
    {
        var rows = new List<SendRow>();
        await foreach (var row in tables.Sends.QueryAsync<TableEntity>())
            if (row.RowKey.StartsWith("r|", StringComparison.Ordinal)) rows.Add(Rows.Body<SendRow>(row));
        return rows;
    }

    /// <summary>Every row of the figures that names a lead, in whatever field.</summary>
    public static async Task<IReadOnlyList<string>> NamingAsync(Tables tables, string leadId)
    {
        var found = new List<string>();
        await foreach (var row in tables.Sends.QueryAsync<TableEntity>())
            if (row.Any(field => $"{field.Value}".Contains(leadId, StringComparison.Ordinal))) found.Add(row.RowKey);
        return found;
    }

    /// <summary>The rows of a lead's mails are those of its ledger, in the state in which they stand there.</summary>
    public static async Task AssertShownAsync(Tables tables, string leadId, string when)
    {
        var shown = (await AllAsync(tables)).Where(row => row.LeadId == leadId)
            .Select(row => $"{row.Key}: {row.Status} {row.Revision}").Order(StringComparer.Ordinal);
        var ledger = new List<string>();
        await foreach (var row in tables.Leads.RangeAsync(leadId, "send|", "send}", 1000, default))
            if (Rows.Body<SendRecord>(row) is var record)
                ledger.Add($"{row.RowKey[LeadRows.SendPrefix.Length..]}: {record.Status} {record.Revision}");
        Assert.True(
            shown.SequenceEqual(ledger.Order(StringComparer.Ordinal)),
            $"{when}:\nshown  {string.Join(", ", shown)}\nledger {string.Join(", ", ledger)}");
    }
}
