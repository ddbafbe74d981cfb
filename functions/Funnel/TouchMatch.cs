namespace LeadScoring.Funnel;

/// <summary>
/// Pure: buyers beside others who came in the same month and had not bought at the same age. Both sides are looked at
/// where there are both, and the others' cells weigh as the buyers' do. <paramref name="Buyers"/>: how many could be
/// matched. <paramref name="Others"/>: different leads, each once, however many ages it is looked at.
/// <paramref name="People"/>: both together, each once. <paramref name="Effective"/>: Kish's number (Survey Sampling,
/// 1965) of the others, each with the weight of all its ages, which are taken for one and the same.
/// </summary>
public sealed record TouchMatch(
    TouchCounts Counts, List<string> Cells, int Buyers, int Others, int People, double Effective)
{
    public static TouchMatch Of(TouchCounts counts)
    {
        var cells = counts.Buyers.Keys.Where(cell => counts.Others.GetValueOrDefault(cell) > 0).ToList();
        var (others, people, sum, squares) = (0, 0, 0.0, 0.0);
        foreach (var month in cells.Select(TouchCounts.CellOf).GroupBy(cell => cell.Month, cell => cell.Age))
        {
            int At(IReadOnlyDictionary<string, int> of, int age) =>
                of.GetValueOrDefault(TouchCounts.Cell(month.Key, age));
            // Who is there at an age was there at all ages before it.
            others += At(counts.Others, month.Min());
            people += At(counts.Others, month.Min()) + At(counts.Buyers, month.Min());
            var (weight, ages) = (0.0, month.Order().ToList());
            foreach (var (place, age) in ages.Index())
            {
                weight += (double)At(counts.Buyers, age) / At(counts.Others, age);
                var last = At(counts.Others, age)
                    - (place + 1 < ages.Count ? At(counts.Others, ages[place + 1]) : 0);
                sum += last * weight;
                squares += last * weight * weight;
            }
        }
        return new TouchMatch(
            counts, cells, cells.Sum(cell => counts.Buyers[cell]), others, people,
            squares > 0 ? sum * sum / squares : 0);
    }

    /// <summary>How many matched buyers had it within a window, by its place.</summary>
    public int Had(string touch, int window) => Cells.Sum(cell => Of(Counts.BuyersHad, cell, touch, window));

    /// <summary>
    /// The share of others who had it, and as many leads of one weight would tell as much of it:
    /// <see cref="Effective"/>, less as the shares differ between the buyers' cells, which are themselves a sample.
    /// </summary>
    public (double Share, double Effective) ShareOfOthers(string touch, int window)
    {
        var shares = Cells.ConvertAll(cell => (
            Weight: (double)Counts.Buyers[cell] / Buyers,
            Value: (double)Of(Counts.Had, cell, touch, window) / Counts.Others[cell]));
        var share = Math.Clamp(shares.Sum(cell => cell.Weight * cell.Value), 0, 1);
        var within = share * (1 - share);
        var between = shares.Sum(cell => cell.Weight * Math.Pow(cell.Value - share, 2)) / Buyers;
        return (share, within > 0 ? within / (within / Effective + between) : Effective);
    }

    private static int Of(
        SortedDictionary<string, SortedDictionary<string, int[]>> had, string cell, string touch, int window) =>
        had.TryGetValue(cell, out var touches) && touches.TryGetValue(touch, out var counts) ? counts[window] : 0;
}
