using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>
/// Pure: by the campaign a lead came by, what it became. Groups are quarters; keys are month, kind, campaign, parted by
/// <see cref="AttributionCube.Apart"/>. <see cref="Came"/>: leads by the month in which they came by the campaign, with
/// the hot ones, customers, orders, revenue and its squares (one a lead, in whole units) since then as far as known;
/// <see cref="Became"/>: new leads, leads that became hot and customers by the month in which they did, each lead once.
/// Who was hot or bought before the campaign became that by none.
/// </summary>
public sealed class RomiCube : ICube
{
    public const string Cube = "romi";
    public const string Came = "came";
    public const string Became = "became";

    public string Name => Cube;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        var (campaign, came) = (CampaignOf(track), DayOf(track));
        var all = track.Purchases.NetAsOf(int.MaxValue);
        var orders = all.Where(order => order.Day >= came).ToList();
        var revenue = orders.Sum(order => order.Amount);
        var (hot, bought) = (HotDay(track, basis.Rules), all is [var first, ..] ? first.Day : (int?)null);
        yield return Made(came, Came, campaign,
            1, hot >= came ? 1 : 0, bought >= came ? 1 : 0, orders.Count, revenue, AttributionCube.Square(revenue));
        var days = new[] { came, hot, bought };
        var found = days.Index().Where(one => one.Item is not null).GroupBy(one => (
            Month: AttributionCube.MonthOf(one.Item!.Value), Campaign: one.Item < came ? Conversions.None : campaign));
        foreach (var same in found)
        {
            var which = same.Select(one => one.Index).ToHashSet();
            yield return Made(same.First().Item!.Value, Became, same.Key.Campaign,
                [.. days.Index().Select(one => which.Contains(one.Index) ? 1m : 0)]);
        }
    }

    /// <summary>The campaigns by which leads of these cells came.</summary>
    public static IEnumerable<string> Campaigns(IEnumerable<Cell> cells) => cells
        .Select(cell => cell.Key.Split(AttributionCube.Apart)[^1]).Where(campaign => campaign != Conversions.None)
        .Distinct(StringComparer.Ordinal);

    private static Cell Made(int day, string kind, string campaign, params decimal[] values) => new(
        Cube, AttributionCube.QuarterOf(day),
        string.Join(AttributionCube.Apart, AttributionCube.MonthOf(day), kind, campaign), values);

    private static string CampaignOf(Track track) =>
        AttributionCube.Clean(track.CameBy.Campaign) ?? Conversions.None;

    /// <summary>The day on which the lead came by its campaign; without one, that of whatever it did first.</summary>
    private static int DayOf(Track track) => track.CameBy.Campaign is { } campaign
        ? track.Touchpoints.FirstOrDefault(point => point.Campaign == campaign)?.Day ?? track.Start
        : track.Start;

    /// <summary>The day on which the lead first entered the stage that makes it hot, or a higher one.</summary>
    private static int? HotDay(Track track, ScoringRules rules)
    {
        var ids = rules.Stages.Ids.ToList();
        var hot = ids.IndexOf(rules.Alerts.HotStage ?? ids[^1]);
        return track.Stages.FirstOrDefault(entered => ids.IndexOf(entered.Stage) >= hot)?.Day;
    }
}
