using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>
/// A track with the cells it added to the sums: exactly these are taken away when it changes, whatever the code or the
/// rules say by then. <paramref name="Cubes"/>: by which cubes (<see cref="CubeSet"/>) it was made.
/// </summary>
public sealed record KeptTrack(Track Track, IReadOnlyList<Cell> Cells, string? Cubes = null)
{
    /// <summary>Of a row of storage, which has room for 1 MiB in UTF-16.</summary>
    private const int MostText = 400_000;

    /// <summary>
    /// Cut until it fits a row: the longest of its lists is halved again and again. What it adds is of the track as it
    /// is kept.
    /// </summary>
    public static KeptTrack Of(Track track, CubeSet cubes, CubeBasis basis)
    {
        var made = cubes.DigestIn(basis.Edition);
        while (true)
        {
            var kept = new KeptTrack(track, [.. cubes.All.SelectMany(cube => cube.Of(track, basis))], made);
            if (Json.Write(kept).Length <= MostText || Shorter(track) is not { } shorter) return kept;
            track = shorter with { IsCut = true };
        }
    }

    /// <summary>With half of what takes most room; null: there is nothing left to halve.</summary>
    private static Track? Shorter(Track track)
    {
        var (touches, baskets, comments) = (Room(track.Touchpoints), Room(track.Baskets), Room(track.Comments));
        var most = Math.Max(touches, Math.Max(baskets, comments));
        return most == 0 ? null
            : most == comments ? track with { Comments = Ends.Half(track.Comments) }
            : most == baskets ? track with { Baskets = Ends.Half(track.Baskets) }
            : track with { Touchpoints = Ends.Half(track.Touchpoints) };
    }

    private static int Room<T>(IReadOnlyList<T> list) => list.Count < 2 ? 0 : Json.Write(list).Length;
}
