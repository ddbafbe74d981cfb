namespace LeadScoring.Tracks;

/// <summary>One row of sums: the values of its cells by key. Cells of nothing but zeros are not there.</summary>
public sealed record CellSums(IReadOnlyDictionary<string, IReadOnlyList<decimal>> Cells)
{
    public static CellSums Empty { get; } =
        new(new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal));

    public CellSums With(IEnumerable<CellMove> moves)
    {
        var cells = new SortedDictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal);
        foreach (var (key, values) in Cells) cells[key] = values;
        foreach (var (cell, sign) in moves)
        {
            cells[cell.Key] = Sum(cells.GetValueOrDefault(cell.Key) ?? [], cell.Values, sign);
            if (cells[cell.Key].All(value => value == 0)) cells.Remove(cell.Key);
        }
        return new CellSums(cells);
    }

    /// <summary>The sums over several rows, as cells.</summary>
    public static IReadOnlyList<Cell> Total(IEnumerable<Cell> cells) =>
    [
        .. cells.GroupBy(cell => (cell.Cube, cell.Group)).SelectMany(row =>
            Empty.With(row.Select(cell => new CellMove(cell, 1))).Cells
                .Select(cell => new Cell(row.Key.Cube, row.Key.Group, cell.Key, cell.Value)))
            .OrderBy(cell => cell.Group, StringComparer.Ordinal).ThenBy(cell => cell.Key, StringComparer.Ordinal),
    ];

    private static decimal[] Sum(IReadOnlyList<decimal> left, IReadOnlyList<decimal> right, int sign)
    {
        var sum = new decimal[Math.Max(left.Count, right.Count)];
        for (var i = 0; i < left.Count; i++) sum[i] = left[i];
        for (var i = 0; i < right.Count; i++) sum[i] += sign * right[i];
        return sum;
    }
}

/// <summary>A cell comes (1) or goes (-1).</summary>
public readonly record struct CellMove(Cell Cell, int Sign);
