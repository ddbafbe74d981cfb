using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// How many leads a sample was taken of. <paramref name="IsEstimate"/>: not counted but told from how densely the ids
/// of the sample lie.
/// </summary>
public sealed record Population(int Leads, bool IsEstimate)
{
    /// <summary>
    /// Of the lowest ids of each shard, in hexadecimal order; where there are more than <paramref name="most"/> of one
    /// it goes on. Ids are keyed hashes and lie evenly, so the place of the k-th says how many there are: (k − 1) by
    /// the share of ids up to it, off by about 1/√k (Bar-Yossef and others, RANDOM 2002).
    /// </summary>
    public static Population Of(IEnumerable<IReadOnlyList<string>> shards, int most)
    {
        var (leads, isEstimate) = (0.0, false);
        foreach (var ids in shards)
        {
            var goesOn = ids.Count > most && most > 0;
            isEstimate |= goesOn;
            leads += goesOn ? Math.Max(ids.Count, (ids.Count - 1) / ShareUpTo(ids[^1])) : ids.Count;
        }
        return new Population((int)Math.Min(int.MaxValue, Math.Round(leads)), isEstimate);
    }

    /// <summary>
    /// The share of its shard's ids that are not above this one. A shard has every fourth value of the first byte
    /// (<see cref="RankLists.Partition(string, string)"/>).
    /// </summary>
    private static double ShareUpTo(string id)
    {
        var firstByte = int.Parse(id.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var rest = ulong.Parse(id.AsSpan(2, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (firstByte / RankLists.Shards + (rest + 1) / (double)(1UL << 48)) / (256.0 / RankLists.Shards);
    }
}
