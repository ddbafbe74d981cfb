using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>Pure: cells of <see cref="AttributionCube"/> read again, summed over some months.</summary>
public sealed record CreditCells(
    IReadOnlyDictionary<string, IReadOnlyList<decimal>> Credits, IReadOnlyList<Passage> Passages)
{
    public static CreditCells Read(IEnumerable<Cell> cells, string by, Months months)
    {
        var (credits, steps) = (
            new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal),
            new Dictionary<(string, string), long>());
        foreach (var (key, values) in cells.Select(cell => (cell.Key.Split(AttributionCube.Apart), cell.Values)))
        {
            if (key[1] != by || !months.Hold(key[0])) continue;
            if (key[2] == AttributionCube.Credit)
                credits[key[3]] = credits.TryGetValue(key[3], out var known)
                    ? [.. known.Zip(values, (one, other) => one + other)]
                    : values;
            else steps[(key[3], key[4])] = steps.GetValueOrDefault((key[3], key[4])) + (long)values[0];
        }
        return new CreditCells(
            credits, [.. steps.Select(step => new Passage(step.Key.Item1, step.Key.Item2, step.Value))]);
    }
}
