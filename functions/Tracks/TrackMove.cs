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

    private IReadOnlyList<CellMove>? _moves;

    /// <summary>Only a part of the change: what goes, goes first; the rest comes next.</summary>
    public bool IsHalf { get; private init; }

    public string? Text { get; } = After is null ? null : Json.Write(After);

    public bool Changes => Text != (Before is null ? null : Json.Write(Before));

    /// <summary>The rows of sums it touches.</summary>
    public IEnumerable<(string Cube, string Group)> Groups => Moves.Select(GroupOf);

    /// <summary>A cell that was there and stays as it was does not move.</summary>
    public IReadOnlyList<CellMove> Moves => _moves ??=
    [
        .. Missing(Before, After).Select(cell => new CellMove(cell, -1)),
        .. Missing(After, Before).Select(cell => new CellMove(cell, 1)),
    ];

    /// <summary>
    /// The first of these, as many as fit one transaction, at least one: where it changes too much for one, as much of
    /// it as fits.
    /// </summary>
    public static IReadOnlyList<TrackMove> Together(IEnumerable<TrackMove> moves)
    {
        var (taken, groups, text) = (new List<TrackMove>(), new HashSet<(string, string)>(), 0);
        foreach (var move in moves)
        {
            var (more, length) = (groups.Union(move.Groups).ToHashSet(), text + (move.Text?.Length ?? 0));
            if (taken.Count > 0 && (taken.Count + 1 + more.Count > MostRows || length > MostText)) break;
            if (1 + more.Count > MostOfOne) return [move.Half()];
            taken.Add(move);
            (groups, text) = (more, length);
        }
        return taken;
    }

    /// <summary>The same as far as one transaction takes it; never more text than there was or is to be.</summary>
    private TrackMove Half()
    {
        var (leaving, coming) = (FirstGroups(-1), FirstGroups(1));
        IReadOnlyList<Cell> there = Before?.Cells ?? [];
        IReadOnlyList<Cell> cells = leaving.Count > 0
            ? [.. there.Where(cell => !leaving.Contains((cell.Cube, cell.Group)))]
            : [.. there, .. Moves.Where(move => coming.Contains(GroupOf(move))).Select(move => move.Cell)];
        return new TrackMove(LeadId, Before, new KeptTrack((After ?? Before)!.Track, cells)) { IsHalf = true };
    }

    private HashSet<(string, string)> FirstGroups(int sign) =>
        [.. Moves.Where(move => move.Sign == sign).Select(GroupOf).Distinct().Take(MostRows)];

    private static (string Cube, string Group) GroupOf(CellMove move) => (move.Cell.Cube, move.Cell.Group);

    private static IEnumerable<Cell> Missing(KeptTrack? track, KeptTrack? other)
    {
        if (track is null || other is null) return track?.Cells ?? [];
        var there = other.Cells.ToLookup(KeyOf);
        return track.Cells.GroupBy(KeyOf).Where(cells => !IsSame(cells, there[cells.Key])).SelectMany(cells => cells);

        static (string, string, string) KeyOf(Cell cell) => (cell.Cube, cell.Group, cell.Key);
    }

    private static bool IsSame(IEnumerable<Cell> cells, IEnumerable<Cell> others) => cells.Select(cell => cell.Values)
        .SequenceEqual(others.Select(cell => cell.Values), EqualityComparer<IReadOnlyList<decimal>>.Create(
            (one, other) => one!.SequenceEqual(other!)));
}
