namespace LeadScoring.Learning;

/// <summary>The tenth of the leads with the highest scores: whom sales would call first.</summary>
public static class TopTenth
{
    public const double Part = 0.1;

    /// <summary>
    /// The share of all buyers found there, from 0 to 1; chance finds a tenth. Of leads with the score of the border
    /// the part counts that still has room, as if one of them were picked at random. Null without a buyer.
    /// </summary>
    public static double? ShareOfBuyers(IReadOnlyCollection<(double Score, bool Bought)> scored)
    {
        var (room, found, buyers) = (scored.Count * Part, 0.0, scored.Count(one => one.Bought));
        if (buyers == 0) return null;
        foreach (var tied in scored.GroupBy(one => one.Score).OrderByDescending(group => group.Key))
        {
            if (room <= 0) break;
            var size = tied.Count();
            found += tied.Count(one => one.Bought) * Math.Min(1, room / size);
            room -= size;
        }
        return found / buyers;
    }

    /// <summary>
    /// The lowest score with which a lead stands there for sure: at most a tenth of all have it or a higher one. Null
    /// where nobody does.
    /// </summary>
    public static double? Border(IEnumerable<double> scores)
    {
        var sorted = scores.OrderDescending().ToArray();
        var room = (int)(sorted.Length * Part);
        if (room == 0) return null;
        var firstOutside = sorted[room];
        var lastInside = Array.FindLastIndex(sorted, score => score > firstOutside);
        return lastInside < 0 ? null : sorted[lastInside];
    }
}
