using LeadScoring.Effect;
using LeadScoring.Inference;
using LeadScoring.Nurture;
using LeadScoring.Tracks;
using static LeadScoring.Tests.Effect.AssignedTracks;

namespace LeadScoring.Tests.Effect;

public sealed class UpliftCubeTests
{
    private static readonly UpliftCube Cube = new();

    [Fact]
    public void A_lead_counts_once_in_its_first_arm_however_often_it_is_enrolled()
    {
        var track = Of("1", Assigned(Day, heldOut: true), Assigned(Day + 90, heldOut: false));

        var arms = Arms(Outcome.Purchase, 30, track);

        Assert.Equal((0, 1), (arms.Treated.N, arms.HeldOut.N));
    }

    [Fact]
    public void Who_is_held_out_of_all_counts_in_the_comparison_of_all_alone()
    {
        var track = Of("1", Assigned(Day, heldOut: true, HeldOutBy.Global));

        Assert.Equal(0, Arms(Outcome.Purchase, 30, track).N);
        Assert.Equal(1, Read(Outcome.Purchase, 30, track).Arms(UpliftCube.All, [0]).HeldOut.N);
    }

    [Fact]
    public void Who_is_held_out_of_a_scenario_is_treated_in_the_comparison_of_all() =>
        Assert.Equal(
            1, Read(Outcome.Purchase, 30, Of("1", Assigned(Day, heldOut: true))).Arms(UpliftCube.All, [0]).Treated.N);

    [Theory]
    [InlineData(0, 11, 30, 0)] // before the assignment, on its day
    [InlineData(0, 13, 30, 1)]
    [InlineData(30, 13, 30, 1)]
    [InlineData(31, 13, 30, 0)]
    [InlineData(31, 13, 90, 1)]
    [InlineData(-5, 13, 90, 0)]
    public void What_is_bought_counts_from_the_assignment_until_the_last_day(int after, int hour, int days, int hits) =>
        Assert.Equal(
            hits,
            Arms(Outcome.Purchase, days, Of("1", Assigned(Day, false)).Buys(Day + after, 100, hour)).Treated.All.Sum);

    [Theory]
    [InlineData(20, 100, 0, 0)]
    [InlineData(20, 40, 1, 60)]
    [InlineData(31, 100, 1, 100)] // sent back later than anybody looked
    public void What_is_sent_back_in_time_was_not_bought(int after, int amount, int hits, int revenue)
    {
        var track = Of("1", Assigned(Day, false)).Buys(Day + 3, 100).Returns(Day + after, amount);

        Assert.Equal(hits, Arms(Outcome.Purchase, 30, track).Treated.All.Sum);
        Assert.Equal(new Moments(1, revenue, revenue * revenue), Arms(Outcome.Revenue, 30, track).Treated.All);
    }

    [Fact]
    public void A_stage_above_counts_and_who_has_none_above_is_not_asked()
    {
        var stages = Basis.Rules.Stages.Ids;
        var low = Of("1", Assigned(Day, false)).Rises(Day + 5, stages[1]);
        var high = Of("2", Assigned(Day, false)) with
        {
            Stages = [new StageEntered(At(Day - 1), Day - 1, null, stages[^1])],
        };
        var late = Of("3", Assigned(Day, false)).Rises(Day + 31, stages[1]);

        Assert.Equal(new Moments(1, 1, 1), Arms(Outcome.Stage, 30, low).Treated.All);
        Assert.Equal(0, Arms(Outcome.Stage, 30, high).Treated.N);
        Assert.Equal(new Moments(1, 0, 0), Arms(Outcome.Stage, 30, late).Treated.All);
    }

    [Fact]
    public void Only_months_that_are_followed_to_the_end_count()
    {
        var cells = Cube.Of(Of("1", Assigned(Day, false)), Basis).ToList();
        var over = Day + 29 + 30; // 30 April and thirty days

        Assert.Equal(0, new UpliftCells(cells, Outcome.Purchase, 30, over).Arms(Scenario, [InForce]).N);
        Assert.Equal(1, new UpliftCells(cells, Outcome.Purchase, 30, over).NotYet(Scenario, [InForce]));
        Assert.Equal(1, new UpliftCells(cells, Outcome.Purchase, 30, over + 1).Arms(Scenario, [InForce]).N);
        Assert.Equal(0, new UpliftCells(cells, Outcome.Purchase, 30, over + 1).NotYet(Scenario, [InForce]));
    }

    [Fact]
    public void Segments_are_of_what_was_known_at_the_assignment()
    {
        var track = Of("1", Assigned(Day, false)).Buys(Day + 2, 100).Rises(Day + 3, Basis.Rules.Stages.Ids[1]);
        var read = Read(Outcome.Purchase, 30, track);

        string Only(string by) => Assert.Single(read.Parts(Scenario, [InForce], by)).Value;
        Assert.Equal("car-launch-2026", Only("campaign"));
        Assert.Equal("poster", Only("source"));
        Assert.Equal("new", Only("stage"));
        Assert.Equal(UpliftCube.None, Only("class"));
        read = Read(Outcome.Purchase, 30, track with
        {
            Touchpoints = [new Touchpoint(At(Day + 1), Day + 1, "entry", "web", "car-launch-2026")],
        });
        Assert.Equal((UpliftCube.None, UpliftCube.None), (Only("campaign"), Only("source")));
    }

    [Fact]
    public void Large_amounts_stay_within_the_numbers()
    {
        var cells = Enumerable.Range(0, 200).SelectMany(number => Cube.Of(
            Of($"{number}", Assigned(Day, number % 2 == 0)).Buys(Day + 1, 1_000_000_000_000m), Basis));

        var arms = new UpliftCells(cells, Outcome.Revenue, 30, Day + 400).Arms(Scenario, [InForce]);

        Assert.Equal(1e14, arms.Treated.All.Sum, 1);
        Assert.InRange(arms.Treated.All.Variance, 0, 1e12);
    }

    [Fact]
    public void Sources_that_anybody_makes_up_have_rows_of_their_own()
    {
        var track = Of("1", Assigned(Day, false)) with
        {
            CameBy = new CameBy(null, "a/b|c~2020-01", null, null, false),
        };
        var cells = Cube.Of(track, Basis).ToList();

        Assert.Equal(2, cells.Select(cell => cell.Group).Distinct().Count());
        Assert.All(cells, cell => Assert.Matches("^2026-04(~[0-9a-f]{16})?$", cell.Group));
        Assert.Equal("a/b|c~2020-01", Assert.Single(
            Read(Outcome.Purchase, 30, track).Parts(Scenario, [InForce], "source")).Value);
    }

    [Fact]
    public void A_value_may_hold_the_separator() =>
        Assert.Equal(
            new UpliftKey("car-new", 3, true, "source", "a|b|c"),
            UpliftKey.Parse(new UpliftKey("car-new", 3, true, "source", "a|b|c").Text));

    private static Arms Arms(Outcome outcome, int days, params Track[] tracks) =>
        Read(outcome, days, tracks).Arms(Scenario, [InForce]);

    private static UpliftCells Read(Outcome outcome, int days, params Track[] tracks) =>
        new(tracks.SelectMany(track => Cube.Of(track, Basis)), outcome, days, Day + 800);
}
