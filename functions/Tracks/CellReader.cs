namespace LeadScoring.Tracks;

/// <summary>Reads what all leads of a product line add up to in a cube: its rows are read, no lead's.</summary>
public sealed class CellReader(TrackStore tracks)
{
    /// <summary>By group and key, in ordinal order; empty before anybody was looked at.</summary>
    public async Task<IReadOnlyList<Cell>> ReadAsync(string product, string cube, CancellationToken cancel)
    {
        var buckets = await Task.WhenAll(Enumerable.Range(0, TrackRows.Buckets)
            .Select(bucket => tracks.SumsAsync(product, bucket, cube, cancel)));
        return CellSums.Total(buckets.SelectMany(cells => cells));
    }
}
