using LeadScoring.Storage;

namespace LeadScoring.Spend;

/// <summary>Table <c>campaigns</c>, a row <c>costs</c> of each campaign whose costs somebody corrected.</summary>
public sealed class CostStore(Tables tables)
{
    private const string RowKey = "costs";
    private const int MaxTries = 20;

    public async Task<CostCorrections> ReadAsync(string campaignId, CancellationToken cancel) =>
        await tables.Campaigns.FindAsync(campaignId, RowKey, cancel) is { } row
            ? Rows.Body<CostCorrections>(row)
            : CostCorrections.None;

    /// <summary>
    /// The corrections as they are now; of two who correct at once the second one's change is made in what the first
    /// left. Null where others keep coming first, or where it would be more than there is room for.
    /// </summary>
    public async Task<CostCorrections?> CorrectAsync(
        string campaignId, IReadOnlyDictionary<string, decimal?> amounts, string by, DateTimeOffset at,
        CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = await tables.Campaigns.FindAsync(campaignId, RowKey, cancel);
            var next = (row is null ? CostCorrections.None : Rows.Body<CostCorrections>(row)).With(amounts, by, at);
            if (next.Months.Count > CostCorrections.MostMonths) return null;
            var entity = Rows.Entity(campaignId, RowKey, next);
            if (row is null
                ? await tables.Campaigns.TryAddAsync(entity, cancel)
                : await tables.Campaigns.TryReplaceAsync(entity, row.ETag, cancel)) return next;
        }
        return null;
    }
}
