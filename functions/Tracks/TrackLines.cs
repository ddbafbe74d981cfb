using LeadScoring.Publishing;

namespace LeadScoring.Tracks;

/// <summary>What a lead has a track of: each product line, and <see cref="Brand"/> for points.</summary>
public static class TrackLines
{
    /// <summary>Stands for what belongs to no product line; no line can be called so.</summary>
    public const string Brand = "*";

    /// <summary>Without a programme nobody has points.</summary>
    public static IReadOnlyList<string> Of(Edition edition) =>
        [.. edition.Rules.Products.Keys, .. edition.Rewards is null ? Array.Empty<string>() : [Brand]];
}
