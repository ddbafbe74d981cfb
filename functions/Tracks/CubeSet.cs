using LeadScoring.Publishing;
using LeadScoring.Rewards;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>All cubes of this process.</summary>
public sealed class CubeSet(IEnumerable<ICube> cubes)
{
    public IReadOnlyList<ICube> All { get; } = [.. cubes];

    /// <summary>
    /// Names them, what they follow from of the content, and how tracks are made: tracks and stores say by which they
    /// were made.
    /// </summary>
    public string DigestIn(Edition edition) => Digest.Of(string.Join('|', All
        .Select(cube => cube.FollowsFrom(edition) is { Length: > 0 } told ? $"{cube.Name}:{told}" : cube.Name)
        .Append($"{PointsCells.Cube}:{PointsCells.FollowsFrom(edition)}").Append($"tracks:{Tracking.Version}")
        .Order(StringComparer.Ordinal)));
}
