using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>
/// Pure: cells of <see cref="AttributionCube"/> read again, summed over some months. Names of channels come from
/// outside: beyond the <see cref="MostPlaces"/> where people came most, places are told together as
/// <see cref="Others"/>, whose intervals take what one path gave several of them as independent.
/// </summary>
public sealed record CreditCells(
    IReadOnlyDictionary<string, IReadOnlyList<decimal>> Credits, IReadOnlyList<Passage> Passages)
{
    public const int MostPlaces = 200;
    public const string Others = "(others)";

    public static CreditCells Read(IEnumerable<Cell> cells, string by, Months months)
    {
        var (credits, steps) = (
            new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal),
            new Dictionary<(string From, string To), long>());
        foreach (var (key, values) in cells.Select(cell => (cell.Key.Split(AttributionCube.Apart), cell.Values)))
        {
            if (key[1] != by || !months.Hold(key[0])) continue;
            if (key[2] == AttributionCube.Credit) Add(credits, key[3], values);
            else steps[(key[3], key[4])] = steps.GetValueOrDefault((key[3], key[4])) + (long)values[0];
        }
        return new CreditCells(
            credits, [.. steps.Select(step => new Passage(step.Key.From, step.Key.To, step.Value))]).Bounded();
    }

    /// <summary>The paths without a conversion whose last touchpoint lies in these months.</summary>
    public static long Unconverted(IEnumerable<Cell> cells, string by, Months months) => cells
        .Select(cell => (Key: cell.Key.Split(AttributionCube.Apart), cell.Values))
        .Where(cell => cell.Key is [var month, var way, AttributionCube.Step, _, ""] && way == by && months.Hold(month))
        .Sum(cell => (long)cell.Values[0]);

    private CreditCells Bounded()
    {
        var visits = Passages.Where(step => step.To is not "" and not AttributionCube.Bought)
            .GroupBy(step => step.To)
            .Select(place => (Place: place.Key, Count: place.Sum(step => step.Count))).ToList();
        if (visits.Count <= MostPlaces) return this;
        var named = visits.OrderByDescending(place => place.Count).ThenBy(place => place.Place, StringComparer.Ordinal)
            .Take(MostPlaces - 1).Select(place => place.Place)
            .Concat(["", AttributionCube.Bought]).ToHashSet(StringComparer.Ordinal);
        var credits = new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal);
        foreach (var (place, values) in Credits) Add(credits, Name(place), values);
        return new CreditCells(credits, [
            .. Passages.GroupBy(step => (From: Name(step.From), To: Name(step.To)))
                .Select(step => new Passage(step.Key.From, step.Key.To, step.Sum(one => one.Count))),
        ]);
        string Name(string place) => named.Contains(place) ? place : Others;
    }

    private static void Add(
        Dictionary<string, IReadOnlyList<decimal>> credits, string place, IReadOnlyList<decimal> values) =>
        credits[place] = credits.TryGetValue(place, out var known)
            ? [.. known.Zip(values, (one, other) => one + other)]
            : values;
}
