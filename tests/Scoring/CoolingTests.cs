using FsCheck.Fluent;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

public sealed class CoolingTests
{
    // 60 points on day 0 are 15 points, a score of 20, two half-lives later; the day after is the first under it.
    private static readonly ScoreInput SixtyPoints =
        new(DayCounts.Empty.Add([(0, "test-drive"), (0, "brochure")]), 2, null);

    [Fact]
    public void The_day_after_the_last_one_that_holds_the_score() =>
        Assert.Equal(181, Cooling.DayBelow(SixtyPoints, Rules, Car, leave: 20));

    [Fact]
    public void Who_is_below_already_is_below_from_the_newest_counted_day()
    {
        Assert.Equal(0, Cooling.DayBelow(SixtyPoints, Rules, Car, leave: 51));
        var complaint = new ScoreInput(DayCounts.Empty.Add([(7, "complaint")]), 1, null);
        Assert.Equal(7, Cooling.DayBelow(complaint, Rules, Car, leave: 20));
    }

    [Fact]
    public void Where_nothing_counts_nothing_cools() =>
        Assert.Null(Cooling.DayBelow(new ScoreInput(DayCounts.Empty, 1, null), Rules, Car, leave: 20));

    [Fact]
    public void The_day_is_the_one_a_daily_look_would_find() => Laws.Hold(
        from input in Laws.Inputs
        from leave in Gen.Elements(0.5, 6, 20, 45, 99)
        from halfLife in Gen.Elements(1, 2.5, 30, 90, 365)
        select (input, leave, halfLife),
        it =>
        {
            var product = CarWith(it.halfLife);
            if (Points.NewestCountedDay(it.input, Rules) is not { } day) return;
            while (Points.ScoreAt(it.input, Rules, product, day) >= it.leave) day++;

            Assert.Equal(day, Cooling.DayBelow(it.input, Rules, product, it.leave));
        });

    [Fact]
    public void A_lead_that_is_on_the_border_to_the_last_bit_falls_when_its_score_says_so()
    {
        var product = CarWith(halfLifeDays: 1);
        foreach (var leave in Enumerable.Range(1, 999).Select(tenths => tenths / 10.0))
            foreach (var bits in Enumerable.Range(-2, 5))
            {
                // After three halvings the points of one page view are at the border, a few last bits off.
                var points = Points.ForScore(leave, product.HalfSaturation) * 8;
                var fit = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(points) + bits);
                var input = new ScoreInput(DayCounts.Empty.Add([(0, "page-view")]), fit, null);
                var isHeldOnDay3 = Points.ScoreAt(input, Rules, product, 3) >= leave;

                Assert.Equal(isHeldOnDay3 ? 4 : 3, Cooling.DayBelow(input, Rules, product, leave));
            }
    }

    [Fact]
    public void On_that_day_and_not_before_the_ladder_lets_the_lead_fall() => Laws.Hold(
        from input in Laws.Inputs
        from stage in Gen.Elements("aware", "considering", "ready")
        select (input, stage),
        it =>
        {
            if (Cooling.DayLeaving(it.stage, null, it.input, Rules, Car) is not { } day) return;
            Assert.NotEqual(it.stage, Next(day));
            var newest = Points.NewestCountedDay(it.input, Rules)!.Value;
            if (day > newest) Assert.True(Rules.Stages.IndexOf(Next(day - 1)) >= Rules.Stages.IndexOf(it.stage));

            string Next(int at) => Rules.Stages.Next(it.stage, Points.ScoreAt(it.input, Rules, Car, at), floor: null);
        });

    [Theory]
    [InlineData("new", null)]
    [InlineData("considering", "considering")]
    [InlineData("considering", "ready")]
    [InlineData("no-such-stage", null)]
    public void The_first_stage_and_one_held_by_a_floor_never_cool(string stage, string? floor) =>
        Assert.Null(Cooling.DayLeaving(stage, floor, SixtyPoints, Rules, Car));

    [Fact]
    public void A_stage_above_the_floor_cools_down_to_it() =>
        Assert.Equal(181, Cooling.DayLeaving("considering", "aware", SixtyPoints, Rules, Car));
}
