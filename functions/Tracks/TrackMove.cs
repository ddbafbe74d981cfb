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

    public string? Text { get; } = After is null ? null : Json.Write(After);

    public bool Changes => Text != (Before is null ? null : Json.Write(Before));

    /// <summary>The rows of sums it touches.</summary>
    public IEnumerable<(string Cube, string Group)> Groups => Moves.Select(move => (move.Cell.Cube, move.Cell.Group));

    public IEnumerable<CellMove> Moves =>
    [
        .. (Before?.Cells ?? []).Select(cell => new CellMove(cell, -1)),
        .. (After?.Cells ?? []).Select(cell => new CellMove(cell, 1)),
    ];

    /// <summary>The first of these, as many as fit one transaction; of leads in plenty, at least one.</summary>
    /// <exception cref="InvalidOperationException">One lead alone touches too many rows.</exception>
    public static IReadOnlyList<TrackMove> Together(IEnumerable<TrackMove> moves)
    {
        var (taken, groups, text) = (new List<TrackMove>(), new HashSet<(string, string)>(), 0);
        foreach (var move in moves)
        {
            var (more, length) = (groups.Union(move.Groups).ToHashSet(), text + (move.Text?.Length ?? 0));
            if (taken.Count > 0 && (taken.Count + 1 + more.Count > MostRows || length > MostText)) break;
            if (1 + more.Count > MostOfOne)
            {
                throw new InvalidOperationException(
                    $"Lead {move.LeadId} adds to {more.Count} groups of cells; one transaction takes "
                    + $"{MostOfOne - 1}. A cube has to put more of its cells into one group.");
            }
            taken.Add(move);
            (groups, text) = (more, length);
        }
        return taken;
    }
}
