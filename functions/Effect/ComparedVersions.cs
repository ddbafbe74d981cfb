using LeadScoring.Publishing;

namespace LeadScoring.Effect;

/// <summary>
/// The versions of a scenario, or of the comparison of all, whose leads may be compared together; where they may not,
/// <paramref name="Note"/> says why. <paramref name="Drawn"/>: what share was held out of each, null: not known any
/// more.
/// </summary>
internal sealed record ComparedVersions(
    string Scenario, IReadOnlyList<(int Version, int? Percent)> Drawn, string? Note)
{
    private static readonly int[] OfAll = [0];

    public int[] Versions => [.. Drawn.Select(one => one.Version)];

    public static ComparedVersions Of(UpliftCells cells, string scenario, Edition edition, UpliftWords words)
    {
        if (scenario == UpliftCube.All)
            return new ComparedVersions(
                scenario, [.. OfAll.Select(all => (all, (int?)edition.Sender.Sending.HoldoutPercent))],
                cells.Assigned(UpliftCube.All, 0).HeldOut == 0 ? words.NobodyHeldOut : null);
        var drawn = All(cells, scenario, edition).Where(one => one.Percent != 0).ToList();
        var isOneShare = drawn.Count == 1
            || drawn is [{ Percent: { } share }, ..] && drawn.TrueForAll(one => one.Percent == share);
        return new ComparedVersions(
            scenario, drawn, drawn.Count == 0 ? words.NobodyHeldOut : isOneShare ? null : words.ShareChanged);
    }

    /// <summary>Those that nobody was held out of, too.</summary>
    public static IReadOnlyList<(int Version, int? Percent)> All(UpliftCells cells, string scenario, Edition edition) =>
    [
        .. cells.Versions(scenario)
            .Select(version => (version, edition.ScenarioOf(scenario, version)?.HoldoutPercent)),
    ];

    public RatioCheck Ratio(UpliftCells cells, UpliftWords words) =>
        UpliftViews.Ratio(Drawn, [.. Drawn.Select(one => cells.Assigned(Scenario, one.Version))], words);
}
