using LeadScoring.Effect;
using LeadScoring.Insights;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;
using static LeadScoring.Tests.Effect.AssignedTracks;

namespace LeadScoring.Tests.Effect;

/// <summary>What holds of every comparison.</summary>
public sealed class UpliftLawsTests
{
    private const int Leads = 1_500;
    private const int Draws = 200;

    private static readonly UpliftCube Cube = new();

    /// <summary>Each lead with the cells it adds where it is treated, and where it is held out.</summary>
    private static readonly IReadOnlyList<(Cell Treated, Cell HeldOut)> People = Made();

    [Theory]
    [InlineData(Outcome.Purchase)]
    [InlineData(Outcome.Revenue)]
    [InlineData(Outcome.Stage)]
    public void Where_nothing_was_done_the_interval_covers_nothing_95_of_100_times(Outcome outcome)
    {
        var covered = Enumerable.Range(0, Draws).Count(seed =>
            Drawn(seed, outcome, 0).Difference(outcome) is { } found && found.Low <= 0 && found.High >= 0);

        // 95 of 100, three and a half binomial standard deviations to each side.
        Assert.InRange(covered / (double)Draws, .95 - 3.5 * .0154, 1);
        Assert.InRange(covered, 1, Draws - 1);
    }

    [Fact]
    public void Where_something_was_done_it_is_found()
    {
        var found = Enumerable.Range(0, 40).Count(seed =>
            Drawn(seed, Outcome.Purchase, .2).Difference(Outcome.Purchase) is { Low: > 0 });

        Assert.InRange(found, 36, 40);
    }

    [Fact]
    public void Cells_may_be_added_up_before_in_any_way()
    {
        var cells = People.Index().SelectMany(one => Cube.Of(
            Person(one.Index, one.Index % 5 == 0), Basis)).Take(4_000).ToList();
        var summed = cells.GroupBy(cell => (cell.Group, cell.Key)).Select(alike => alike.First() with
        {
            Values =
            [
                .. Enumerable.Range(0, alike.First().Values.Count).Select(at => alike.Sum(cell => cell.Values[at])),
            ],
        }).Reverse();

        Assert.Equal(View(cells), View(summed));

        static string View(IEnumerable<Cell> cells) => Json.Write(UpliftViews.Of(
            new UpliftCells(cells, Outcome.Revenue, 90, Day + 800),
            new UpliftAsked("car", null, Outcome.Revenue, 90, null, "en"), new Made(At(Day), 0, 1),
            SampleContent.Edition));
    }

    /// <summary>The share of the treated that would not have bought and does.</summary>
    private static Arms Drawn(int seed, Outcome outcome, double effect)
    {
        var random = new Random(seed);
        var buyer = Cube.Of(Of("buyer", Assigned(Day, false)).Buys(Day + 3, 100), Basis).First();
        return new UpliftCells(
            People.Select(one =>
                random.Next(5) == 0 ? one.HeldOut : random.NextDouble() < effect ? buyer : one.Treated),
            outcome, 90, Day + 800).Arms(Scenario, [InForce]);
    }

    private static List<(Cell, Cell)> Made() =>
        [.. Enumerable.Range(0, Leads).Select(number => (
            Cube.Of(Person(number, heldOut: false), Basis).First(),
            Cube.Of(Person(number, heldOut: true), Basis).First()))];

    /// <summary>One in ten buys, for amounts that are spread as widely as real ones; one in four rises.</summary>
    private static Track Person(int number, bool heldOut)
    {
        var random = new Random(number);
        var track = Of($"{number}", Assigned(Day + random.Next(25), heldOut));
        var amount = Math.Round((decimal)Math.Exp(3 + random.NextDouble() * 4), 2);
        if (random.Next(10) == 0) track = track.Buys(Day + 30 + random.Next(50), amount);
        return random.Next(4) == 0 ? track.Rises(Day + 40, Basis.Rules.Stages.Ids[1]) : track;
    }
}
