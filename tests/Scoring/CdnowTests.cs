using LeadScoring.Learning;
using LeadScoring.Scoring;
using NodaTime;
using NodaTime.Text;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

/// <summary>69,659 real purchases of 23,570 customers as reactions: does what is scored tell who buys next?</summary>
public sealed class CdnowTests
{
    private const int CapPerDay = 3;

    /// <summary>The last day that is known when it is predicted who buys on the 90 days after it.</summary>
    private static readonly int Today = Days.Of(new LocalDate(1998, 3, 31));

    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private static readonly Dictionary<string, (double Weight, int Cap)> Weights = new() { ["order"] = (1, CapPerDay) };

    private static readonly ScoringRules OrderRules = Rules with
    {
        Reactions = new Dictionary<string, ReactionType>
        {
            ["order"] = Rules.Reactions["brochure"] with { Points = 1, CapPerDay = CapPerDay },
        },
    };

    [Fact]
    public void Points_of_every_customer_equal_plain_loops_over_the_purchases_bit_for_bit()
    {
        var customers = Customers();

        Assert.Equal(23_570, customers.Count);
        foreach (var orders in customers)
            foreach (var halfLife in new[] { 7, 90, 365 })
                Assert.Equal(
                    Naive.Points([.. orders.Select(day => (day, "order"))], Weights, halfLife, Today + 91),
                    Points.At(InputOf(orders), OrderRules, CarWith(halfLife), Today + 91));
    }

    [Fact]
    public void Decay_over_90_days_tells_who_buys_next_far_better_than_a_window_of_30_days()
    {
        var customers = Customers();

        var decayed = AucOf(customers, known => Points.At(InputOf(known), OrderRules, CarWith(90), Today));
        var counted = AucOf(customers, known => known.Count(day => Today - day <= 30));

        Assert.Equal((3_302, 23_570 - 3_302), (decayed.Positives, decayed.Negatives));
        Assert.InRange(decayed.Value, 0.835, 0.845);
        Assert.True(decayed.Low > 0.82, $"{decayed.Low}");
        Assert.Equal(0.638, counted.Value, 3);
    }

    [Theory]
    [InlineData(7, 0.82, 0.832)] // far too short
    [InlineData(60, 0.835, 0.845)] // flat from here…
    [InlineData(180, 0.835, 0.845)]
    [InlineData(365, 0.83, 0.845)] // …to here
    public void The_half_life_matters_only_when_it_is_far_too_short(double halfLife, double from, double to) =>
        Assert.InRange(
            AucOf(Customers(), known => Points.At(InputOf(known), OrderRules, CarWith(halfLife), Today)).Value,
            from, to);

    private static Auc AucOf(IEnumerable<IReadOnlyList<int>> customers, Func<IReadOnlyList<int>, double> score) =>
        Auc.Of([.. customers.Select(orders => (
            score([.. orders.Where(day => day <= Today)]),
            orders.Any(day => day > Today && day <= Today + 90)))])!;

    private static ScoreInput InputOf(IEnumerable<int> orders) =>
        new(DayCounts.Empty.Add(orders.Select(day => (day, "order"))), 1, null);

    /// <summary>Per customer the days of the orders.</summary>
    private static List<IReadOnlyList<int>> Customers() =>
        [.. SharedData.Lines("cdnow_master.txt.gz")
            .Select(line => line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells[0] != "customer_id")
            .GroupBy(cells => cells[0], cells => Days.Of(Dates.Parse(cells[1]).Value), StringComparer.Ordinal)
            .Select(orders => (IReadOnlyList<int>)[.. orders])];
}
