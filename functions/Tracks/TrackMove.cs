using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>
/// What a lead's track was and is to be; null: none. Pure. <see cref="Together"/> says how many of them one transaction
/// takes.
/// </summary>
public sealed record TrackMove(string LeadId, KeptTrack? Before, KeptTrack? After)
{
    // A transaction has at most a hundred rows and 4 MiB; the row of the bucket's state is one of them.
    private const int MostRows = 90;
    private const int MostText = 800_000;
    private const int MostOfOne = 98;

    /// <summary>Only the first half of the change: what was there goes, what is to be there comes next.</summary>
    public bool IsHalf { get; private init; }

    public string? Text { get; } = After is null ? null : Json.Write(After);

    public bool Changes => Text != (Before is null ? null : Json.Write(Before));

    /// <summary>The rows of sums it touches.</summary>
    public IEnumerable<(string Cube, string Group)> Groups => Moves.Select(move => (move.Cell.Cube, move.Cell.Group));

    public IEnumerable<CellMove> Moves =>
    [
        .. (Before?.Cells ?? []).Select(cell => new CellMove(cell, -1)),
        .. (After?.Cells ?? []).Select(cell => new CellMove(cell, 1)),
    ];

    /// <summary>
    /// The first of these, as many as fit one transaction, at least one: where what was there and what is to be there
    /// are too much for one, its first half.
    /// </summary>
    public static IReadOnlyList<TrackMove> Together(IEnumerable<TrackMove> moves)
    {
        var (taken, groups, text) = (new List<TrackMove>(), new HashSet<(string, string)>(), 0);
        foreach (var move in moves)
        {
            var (more, length) = (groups.Union(move.Groups).ToHashSet(), text + (move.Text?.Length ?? 0));
            if (taken.Count > 0 && (taken.Count + 1 + more.Count > MostRows || length > MostText)) break;
            if (1 + more.Count > MostOfOne) return [new TrackMove(move.LeadId, move.Before, null) { IsHalf = true }];
            taken.Add(move);
            (groups, text) = (more, length);
        }
        return taken;
    }
}
