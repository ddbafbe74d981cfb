using System.Runtime.InteropServices;
using MathNet.Numerics.Statistics;

namespace LeadScoring.Simulation;

/// <summary>What all tallies do.</summary>
internal static class Tallies
{
    public static void Add<TKey>(Dictionary<TKey, int> counts, TKey key) where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;

    /// <summary>By nearest rank: the smallest value that the share does not exceed.</summary>
    public static int Ranked(double[] sorted, double share) =>
        (int)SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.EmpiricalInvCDF);

    public static SortedDictionary<string, int> InOrder(Dictionary<string, int> counts) =>
        new(counts, StringComparer.Ordinal);
}
