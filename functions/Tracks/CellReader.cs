namespace LeadScoring.Tracks;

/// <summary>Reads what all leads of a product line add up to in a cube: its rows are read, no lead's.</summary>
public sealed class CellReader(TrackStore tracks)
{
    /// <summary>By group and key, in ordinal order; empty before anybody was looked at.</summary>
    public Task<IReadOnlyList<Cell>> ReadAsync(string product, string cube, CancellationToken cancel) =>
        ReadAsync(product, cube, "", null, cancel);

    /// <summary>
    /// Those of the groups from one (inclusive) to another (exclusive; null: to the last): only their rows are read.
    /// </summary>
    public async Task<IReadOnlyList<Cell>> ReadAsync(
        string product, string cube, string from, string? to, CancellationToken cancel)
    {
        var buckets = await Task.WhenAll(Enumerable.Range(0, TrackRows.Buckets)
            .Select(bucket => tracks.SumsAsync(product, bucket, cube, from, to, cancel)));
        return CellSums.Total(buckets.SelectMany(cells => cells));
    }
}
