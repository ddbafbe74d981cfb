using Azure.Data.Tables;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.History;

/// <summary>Heads in table <c>insights</c>, a row for each day, beside the reports of the product line.</summary>
public sealed class HeadStore(Tables tables)
{
    /// <summary>In the place of what was kept on that day before.</summary>
    public Task SaveAsync(string product, Head head, CancellationToken cancel) =>
        tables.Insights.UpsertEntityAsync(
            Rows.Entity(TrackRows.Reports(product), TrackRows.Head(head.Day), head), TableUpdateMode.Replace, cancel);

    /// <summary>Those of these days, both included, the oldest first.</summary>
    public async Task<IReadOnlyList<Head>> ReadAsync(
        string product, string from, string to, CancellationToken cancel) =>
        await tables.Insights.RangeAsync(
                TrackRows.Reports(product), TrackRows.Head(from), TrackRows.Head(to) + "}", Rows.MostAtOnce, cancel)
            .Select(Rows.Body<Head>).ToListAsync(cancel);
}
