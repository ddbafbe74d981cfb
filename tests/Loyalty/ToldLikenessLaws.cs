using LeadScoring.Leads;

namespace LeadScoring.Tests.Loyalty;

/// <summary>Which level a lead is told, for every likeness and whatever it was told before.</summary>
public sealed class ToldLikenessLaws
{
    private static readonly int[] Before = [0, .. ToldLikeness.Levels];

    private static readonly double[] Likenesses = [.. Enumerable.Range(0, 1001).Select(tenth => tenth / 10.0)];

    [Theory]
    [InlineData(59.9, 0, 0)]
    [InlineData(60, 0, 60)]
    [InlineData(79.9, 60, 70)]
    [InlineData(79.9, 80, 80)]
    [InlineData(77, 80, 80)]
    [InlineData(76.9, 80, 70)]
    [InlineData(57, 90, 60)]
    [InlineData(56.9, 60, 0)]
    [InlineData(100, 0, 90)]
    public void The_levels_are_these(double likeness, int before, int level) =>
        Assert.Equal(level, ToldLikeness.LevelOf(likeness, before));

    [Fact]
    public void More_likeness_is_never_a_lower_level() => Assert.All(Before, before => Assert.All(
        Likenesses.Zip(Likenesses.Skip(1)), pair => Assert.True(
            ToldLikeness.LevelOf(pair.First, before) <= ToldLikeness.LevelOf(pair.Second, before))));

    [Fact]
    public void A_second_night_with_the_same_likeness_tells_nothing_new() => Assert.All(Before, before => Assert.All(
        Likenesses, likeness =>
        {
            var told = ToldLikeness.LevelOf(likeness, before);
            Assert.Equal(told, ToldLikeness.LevelOf(likeness, told));
        }));

    /// <summary>A model learns a little every night: what moves by less than 3 goes up once at the most.</summary>
    [Fact]
    public void A_likeness_that_swings_by_less_than_three_makes_no_lead_come_and_go()
    {
        foreach (var low in Likenesses.Where(likeness => likeness <= 97))
        {
            var told = new List<int> { 0 };
            foreach (var night in Enumerable.Range(0, 10))
                told.Add(ToldLikeness.LevelOf(night % 2 == 0 ? low : low + 2.9, told[^1]));
            Assert.InRange(told.Zip(told.Skip(1)).Count(pair => pair.First != pair.Second), 0, 2);
            Assert.Equal(told.Order(), told);
        }
    }
}
