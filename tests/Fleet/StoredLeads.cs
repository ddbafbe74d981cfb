using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Fleet;

/// <summary>All leads of a store as their rows say, read in one go while nothing runs.</summary>
internal sealed class StoredLeads
{
    private readonly ILookup<string, TableEntity> _rows;

    private StoredLeads(ILookup<string, TableEntity> rows, IReadOnlyDictionary<string, Lead> leads) =>
        (_rows, Leads) = (rows, leads);

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<string, Lead> Leads { get; }

    /// <summary>The ledger of mails.</summary>
    public IEnumerable<SendRecord> Sends => Leads.Keys.SelectMany(SendsTo);

    public static async Task<StoredLeads> ReadAsync(Tables tables)
    {
        var rows = (await tables.Leads.QueryAsync<TableEntity>().ToListAsync()).ToLookup(row => row.PartitionKey);
        var store = new LeadStore(tables);
        var leads = new Dictionary<string, Lead>(StringComparer.Ordinal);
        foreach (var partition in rows)
            leads[partition.Key] = (await store.LoadAsync(partition.Key, default)).Lead;
        await ListRows.AssertWholeAsync(tables, leads.Values);
        return new StoredLeads(rows, leads);
    }

    public IEnumerable<SendRecord> SendsTo(string leadId) =>
        _rows[leadId].Where(row => row.RowKey.StartsWith("send|", StringComparison.Ordinal))
            .Select(Rows.Body<SendRecord>);

    /// <summary>The fact keys of what lies accepted and has not been worked off.</summary>
    public IEnumerable<string> WaitingFor(string leadId) =>
        _rows[leadId].Where(row => row.RowKey.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal))
            .SelectMany(row => Rows.Body<InboxBatch>(row).Reactions)
            .Select(reaction => LeadRows.Reaction(Digest.Of(reaction.Id)));

    /// <summary>
    /// The keys of all that a lead did: entry, reactions, purchases, and what came with two contents.
    /// </summary>
    public IEnumerable<string> FactsOf(string leadId) =>
        _rows[leadId].Select(row => row.RowKey).Order(StringComparer.Ordinal).Where(key =>
            new[] { "entry|", "reaction|", "purchase|", "conflict|" }
                .Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));
}
