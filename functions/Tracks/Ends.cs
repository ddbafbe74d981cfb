namespace LeadScoring.Tracks;

/// <summary>
/// Pure: what is kept of a list that is too long: how it began, which is asked of early days, and what came last. What
/// lies between goes.
/// </summary>
public static class Ends
{
    /// <summary>Of what is kept, so much is of the beginning.</summary>
    private const int FirstPart = 4;

    /// <summary>At most so many, in their order.</summary>
    public static IEnumerable<T> Of<T>(IReadOnlyList<T> all, int most)
    {
        if (all.Count <= most) return all;
        var first = most / FirstPart;
        return all.Take(first).Concat(all.Skip(all.Count - (most - first)));
    }

    /// <summary>Half of it.</summary>
    public static IReadOnlyList<T> Half<T>(IReadOnlyList<T> all) => [.. Of(all, (all.Count + 1) / 2)];
}
