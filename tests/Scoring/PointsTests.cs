using FsCheck.Fluent;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

public sealed class PointsTests
{
    [Fact]
    public void Each_term_shows_how_it_came_about()
    {
        var counts = DayCounts.Empty.Add(
            [(100, "page-view"), (100, "page-view"), (100, "page-view"), (100, "page-view"), (190, "complaint")]);

        var terms = Points.Terms(new ScoreInput(counts, 2, null), Rules, Car, day: 280);

        Assert.Equal(
            [new Term(100, "page-view", 4, 3, 1, 0.25, 2, 1.5), new Term(190, "complaint", 1, 1, -15, 0.5, 2, -15)],
            terms);
    }

    [Fact]
    public void Types_without_a_rule_are_kept_but_count_nothing_until_a_rule_comes()
    {
        var input = new ScoreInput(DayCounts.Empty.Add([(100, "webinar"), (100, "brochure")]), 1, null);
        var later = Rules with
        {
            Reactions = new Dictionary<string, ReactionType>(Rules.Reactions)
            {
                ["webinar"] = Rules.Reactions["brochure"] with { Id = "webinar", Points = 8 },
            },
        };

        Assert.Equal(5, Points.At(input, Rules, Car, 100));
        Assert.Equal(13, Points.At(input, later, Car, 100));
    }

    [Fact]
    public void Days_before_the_cycle_do_not_count()
    {
        var counts = DayCounts.Empty.Add([(99, "test-drive"), (100, "brochure"), (101, "page-view")]);

        Assert.Equal(6, Points.Terms(new ScoreInput(counts, 1, 100), Rules, Car, 101).Sum(term => term.Weight));
        Assert.Equal(0, Points.At(new ScoreInput(counts, 1, 102), Rules, Car, 102));
        Assert.Null(Points.NewestCountedDay(new ScoreInput(counts, 1, 102), Rules));
    }

    [Fact]
    public void The_newest_counted_day_passes_over_what_has_no_effect()
    {
        var counts = DayCounts.Empty.Add([(100, "brochure"), (101, "note"), (102, "no-rule-yet")]);

        Assert.Equal(100, Points.NewestCountedDay(new ScoreInput(counts, 1, null), Rules));
    }

    [Fact]
    public void A_worthless_reaction_changes_nothing_however_long_after_the_others_it_comes()
    {
        var daily = CarWith(halfLifeDays: 1);
        var input = new ScoreInput(DayCounts.Empty.Add([(4, "brochure"), (3389, "note")]), 1, null);

        Assert.Equal(5, Points.At(input, Rules, daily, 4));
        Assert.NotNull(RankKey.Of(input, Rules, daily));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(15, 20)]
    [InlineData(60, 50)]
    [InlineData(90, 60)]
    [InlineData(double.MaxValue, 100)]
    [InlineData(double.NaN, 0)]
    public void The_score_saturates_from_0_to_100(double points, double score) =>
        Assert.Equal(score, Points.Score(points, 60));

    [Theory]
    [InlineData(20, 15)]
    [InlineData(50, 60)]
    public void Points_for_a_score_are_its_inverse(double score, double points) =>
        Assert.Equal(points, Points.ForScore(score, 60));

    [Fact]
    public void The_points_are_the_sum_of_the_terms_bit_for_bit() => Laws.Hold(
        from input in Laws.Inputs
        from day in Gen.Choose(Laws.FirstDay, Laws.LastDay + 2000)
        select (input, day),
        it => SameBits(
            Points.Terms(it.input, Rules, Car, it.day).Aggregate(0.0, (sum, term) => sum + term.Points),
            Points.At(it.input, Rules, Car, it.day)));

    [Fact]
    public void The_points_equal_a_plain_recomputation_from_the_reactions() => Laws.Hold(
        from reactions in Laws.Reactions
        from day in Gen.Choose(Laws.LastDay, Laws.LastDay + 2000)
        select (reactions, day),
        it =>
        {
            var expected = 0.0;
            var counts = it.reactions.GroupBy(reaction => reaction);
            foreach (var group in counts.OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Type, StringComparer.Ordinal))
            {
                var (weight, cap) = group.Key.Type switch
                {
                    "page-view" => (1, 3),
                    "brochure" => (5, 2),
                    "test-drive" => (25, 1),
                    "complaint" => (-15, 2),
                    _ => (0, 0),
                };
                expected += Math.Min(group.Count(), cap) * weight * Math.Pow(2, (group.Key.Day - it.day) / 90.0) * 1.2;
            }

            var input = new ScoreInput(DayCounts.Empty.Add(it.reactions), 1.2, null);
            SameBits(expected, Points.At(input, Rules, Car, it.day));
        });

    [Fact]
    public void Without_a_reaction_the_score_never_rises() => Laws.Hold(
        from input in Laws.Inputs
        from day in Gen.Choose(Laws.FirstDay, Laws.LastDay + 2000)
        from wait in Gen.Choose(1, 2000)
        from halfLife in Gen.Elements(1, 7, 90, 3650)
        where Points.NewestCountedDay(input, Rules) is not { } newest || day >= newest
        select (input, day, wait, halfLife),
        it =>
        {
            var product = CarWith(it.halfLife);
            var now = Points.ScoreAt(it.input, Rules, product, it.day);
            var later = Points.ScoreAt(it.input, Rules, product, it.day + it.wait);
            Assert.InRange(later, 0, Math.Max(now, 1e-9));
        });

    [Fact]
    public void One_more_good_reaction_never_lowers_the_points() => Laws.Hold(
        from input in Laws.Inputs
        from day in Gen.Choose(Laws.FirstDay, Laws.LastDay)
        from type in Gen.Elements("page-view", "brochure", "test-drive", "note", "no-rule-yet")
        select (input, day, type),
        it =>
        {
            var more = it.input with { Counts = it.input.Counts.Add([(it.day, it.type)]) };
            var before = Points.At(it.input, Rules, Car, Laws.LastDay);
            Assert.True(Points.At(more, Rules, Car, Laws.LastDay) >= before - 1e-9);
        });

    [Fact]
    public void Reading_points_allocates_nothing()
    {
        var counts = DayCounts.Empty.Add(Enumerable.Range(1, 500).Select(day => (day, "brochure")));
        var input = new ScoreInput(counts, 1, null);
        var sum = Points.At(input, Rules, Car, 600);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var day = 600; day < 700; day++) sum += Points.At(input, Rules, Car, day);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    private static void SameBits(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
