using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>
/// A track with the cells it added to the sums: exactly these are taken away when it changes, whatever the code or the
/// rules say by then.
/// </summary>
public sealed record KeptTrack(Track Track, IReadOnlyList<Cell> Cells)
{
    /// <summary>Of a row of storage, which has room for 1 MiB in UTF-16.</summary>
    private const int MostText = 400_000;

    /// <summary>Cut until it fits a row; what it adds is of the track as it is kept.</summary>
    public static KeptTrack Of(Track track, IEnumerable<ICube> cubes, CubeBasis basis)
    {
        while (true)
        {
            var kept = new KeptTrack(track, [.. cubes.SelectMany(cube => cube.Of(track, basis))]);
            if (track is { Touchpoints.Count: < 2, Baskets.Count: < 2, Comments.Count: < 2 }
                || Json.Write(kept).Length <= MostText)
                return kept;
            track = track with
            {
                Touchpoints = [.. track.Touchpoints.TakeLast((track.Touchpoints.Count + 1) / 2)],
                Baskets = [.. track.Baskets.TakeLast((track.Baskets.Count + 1) / 2)],
                Comments = [.. track.Comments.TakeLast((track.Comments.Count + 1) / 2)],
                IsCut = true,
            };
        }
    }
}
