using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Spend;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Spend;

/// <summary>Leads' ways, written down by hand or made up by chance, and what they add to a cube.</summary>
internal static class Ways
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly CubeBasis Basis = new(
        SampleContent.Edition.Rules, SampleContent.Edition.Rules.Products["camper"], SampleContent.Edition);

    /// <summary>Touchpoints <c>a b c</c> at days of their own; <c>+120</c> is a purchase of that amount.</summary>
    public static Track Lead(string id, string way)
    {
        var (points, bought) = (new List<Touchpoint>(), PurchaseHistory.Empty);
        foreach (var (day, step) in way.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
        {
            var at = Begin.AddDays(day);
            if (step[0] == '+')
                bought = bought.Add(new Purchase(
                    Touch.ShortHash($"{id}-{day}"), DayOf(at),
                    decimal.Parse(step, System.Globalization.CultureInfo.InvariantCulture), at));
            else points.Add(new Touchpoint(at, DayOf(at), "page-view", step, $"{step}-campaign"));
        }
        return Of(id, points, bought);
    }

    public static Track Of(string id, IReadOnlyList<Touchpoint> points, PurchaseHistory bought) => new()
    {
        LeadId = Touch.ShortHash(id),
        Product = "camper",
        Start = points is [var first, ..] ? first.Day : bought.Purchases[0].Day,
        CameBy = new CameBy(
            points is [var entered, ..] ? entered.Campaign : null, null, null, null, false),
        Touchpoints = points,
        Purchases = bought,
    };

    public static List<Track> Made(int count, int seed)
    {
        var random = new Random(seed);
        string[] steps = ["a", "b", "c", "d", "+10", "+25.5", "a", "b"];
        return
        [
            .. Enumerable.Range(0, count).Select(n => Lead(
                $"{seed}-{n}",
                string.Join(' ', Enumerable.Range(0, random.Next(1, 40)).Select(_ => steps[random.Next(8)])))),
        ];
    }

    public static IReadOnlyList<Cell> Cells(this ICube cube, IEnumerable<Track> tracks) =>
        CellSums.Total(tracks.SelectMany(track => cube.Of(track, Basis)));

    public static Attribution Table(IEnumerable<Track> tracks, string by = AttributionCube.ByChannel) =>
        Attribution.Of(new AttributionCube().Cells(tracks), by, Months.All, "none");

    public static int DayOf(DateTimeOffset at) => Days.Of(at, NodaTime.DateTimeZone.Utc);
}
