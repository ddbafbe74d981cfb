using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>
/// Pure: by the campaign a lead came by, what it became. Groups are quarters; keys are month, kind, campaign, parted by
/// <see cref="AttributionCube.Apart"/>. <see cref="Came"/>: leads by the month in which they came, with the hot ones,
/// customers, orders, revenue and its squares (one a lead, in whole units) as far as known; <see cref="Became"/>: new
/// leads, leads that became hot and customers by the month in which they did, each lead once.
/// </summary>
public sealed class RomiCube : ICube
{
    public const string Cube = "romi";
    public const string Came = "came";
    public const string Became = "became";

    public string Name => Cube;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        var orders = track.Purchases.NetAsOf(int.MaxValue);
        var revenue = orders.Sum(order => order.Amount);
        var hot = HotDay(track, basis.Rules);
        var bought = orders is [var first, ..] ? first.Day : (int?)null;
        yield return Made(track.Start, Came,
            1, hot is null ? 0 : 1, bought is null ? 0 : 1, orders.Count, revenue, AttributionCube.Square(revenue));
        var days = new[] { track.Start, hot, bought };
        foreach (var month in days.OfType<int>().GroupBy(AttributionCube.MonthOf))
            yield return Made(month.First(), Became, [.. days.Select(day => IsIn(month.Key, day) ? 1m : 0)]);
        Cell Made(int day, string kind, params decimal[] values) => new(
            Cube, AttributionCube.QuarterOf(day), string.Join(
                AttributionCube.Apart, AttributionCube.MonthOf(day), kind, CampaignOf(track)), values);
    }

    private static string CampaignOf(Track track) =>
        AttributionCube.Clean(track.CameBy.Campaign) ?? Conversions.None;

    private static bool IsIn(string month, int? day) => day is { } known && AttributionCube.MonthOf(known) == month;

    /// <summary>The day on which the lead first entered the stage that makes it hot, or a higher one.</summary>
    private static int? HotDay(Track track, ScoringRules rules)
    {
        var ids = rules.Stages.Ids.ToList();
        var hot = ids.IndexOf(rules.Alerts.HotStage ?? ids[^1]);
        return track.Stages.FirstOrDefault(entered => ids.IndexOf(entered.Stage) >= hot)?.Day;
    }
}
