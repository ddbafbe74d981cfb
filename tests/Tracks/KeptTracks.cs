using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tracks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Tracks;

/// <summary>What the store holds of tracks, and what it ought to.</summary>
internal static class KeptTracks
{
    /// <summary>THE law: the sums of every bucket are those of the tracks in it, cell by cell.</summary>
    public static async Task AssertSumsAsync(Tables tables)
    {
        var (sums, tracks) = (new SortedDictionary<string, string>(), new List<(string Partition, Cell Cell)>());
        await foreach (var row in tables.Insights.QueryAsync<TableEntity>())
        {
            if (row.RowKey.StartsWith("s|", StringComparison.Ordinal))
            {
                var name = row.RowKey.Split('|', 3);
                foreach (var (key, values) in Rows.Body<CellSums>(row).Cells)
                    sums[$"{row.PartitionKey} {name[1]} {name[2]} {key}"] = Text(values);
            }
            if (row.RowKey.StartsWith("t|", StringComparison.Ordinal))
                tracks.AddRange(Rows.Body<KeptTrack>(row).Cells.Select(cell => (row.PartitionKey, cell)));
        }
        var expected = tracks.GroupBy(one => one.Partition).SelectMany(partition =>
            CellSums.Total(partition.Select(one => one.Cell)).Select(cell =>
                ($"{partition.Key} {cell.Cube} {cell.Group} {cell.Key}", Text(cell.Values))));
        Assert.Equal(
            expected.OrderBy(cell => cell.Item1, StringComparer.Ordinal),
            sums.Select(cell => (cell.Key, cell.Value)).OrderBy(cell => cell.Key, StringComparer.Ordinal));
    }

    /// <summary>And each track is the one that its lead's partition makes now, for everybody and nobody else.</summary>
    public static async Task AssertFreshAsync(IServiceProvider services, IEnumerable<string> leadIds)
    {
        var (store, reader) = (services.GetRequiredService<TrackStore>(), services.GetRequiredService<TrackReader>());
        var fresh = await reader.ReadAsync(leadIds, default);
        foreach (var product in services.GetRequiredService<InForce>().Edition.Rules.Products.Keys)
        {
            var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
            for (var bucket = 0; bucket < TrackRows.Buckets; bucket++)
                await foreach (var track in store.TracksAsync(product, bucket, default))
                    kept[track.Track.LeadId] = Json.Write(track);
            Assert.Equal(
                fresh.Where(lead => lead.Value[product] is not null)
                    .Select(lead => (lead.Key, Json.Write(lead.Value[product])))
                    .OrderBy(lead => lead.Key, StringComparer.Ordinal),
                kept.Select(lead => (lead.Key, lead.Value)));
        }
    }

    public static async Task<IReadOnlyList<Cell>> CountsAsync(this Brand brand) =>
        await brand.Services.GetRequiredService<CellReader>().ReadAsync("car", CountCube.Called, default);

    public static async Task<int> WaitingAsync(this Brand brand) =>
        (await brand.Services.GetRequiredService<MarkStore>().WaitingAsync(default)).Count;

    public static string Text(IReadOnlyList<decimal> values) => string.Join(' ', values.Select(value => value / 1.0m));
}
