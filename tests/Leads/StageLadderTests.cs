using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Leads;

public sealed class StageLadderTests
{
    private static readonly StageLadder Ladder = SampleRules.Rules.Stages;

    [Theory]
    [InlineData(null, 0, "new")]
    [InlineData(null, 9.99, "new")]
    [InlineData("new", 10, "aware")]
    [InlineData("new", 61, "ready")]
    [InlineData("aware", 6, "aware")]
    [InlineData("aware", 5.99, "new")]
    [InlineData("considering", 20, "considering")]
    [InlineData("considering", 19.99, "aware")]
    [InlineData("ready", 45, "ready")]
    [InlineData("ready", 44.99, "considering")]
    [InlineData("ready", 0, "new")]
    [InlineData("stage-of-old-rules", 31, "considering")]
    public void A_stage_is_entered_at_one_score_and_left_at_a_lower_one(string? current, double score, string next) =>
        Assert.Equal(next, Ladder.Next(current, score, floor: null));

    [Theory]
    [InlineData(null, 0, "considering", "considering")]
    [InlineData("ready", 0, "considering", "considering")]
    [InlineData("aware", 70, "considering", "ready")]
    [InlineData("aware", 7, "stage-of-old-rules", "aware")]
    public void A_floor_holds_from_below_only(string? current, double score, string floor, string next) =>
        Assert.Equal(next, Ladder.Next(current, score, floor));

    [Fact]
    public void Asked_again_it_gives_the_same_answer() => Laws.Hold(
        from current in Gen.Elements("new", "aware", "considering", "ready", "gone", null)
        from floor in Gen.Elements<string?>("aware", "considering", null)
        from score in Gen.Choose(0, 1000).Select(tenths => tenths / 10.0)
        select (current, floor, score),
        it =>
        {
            var next = Ladder.Next(it.current, it.score, it.floor);

            Assert.Equal(next, Ladder.Next(next, it.score, it.floor));
            Assert.True(Ladder.IndexOf(next) >= Ladder.IndexOf(it.floor));
        });

    [Fact]
    public void A_higher_score_never_means_a_lower_stage() => Laws.Hold(
        from current in Gen.Elements("new", "aware", "considering", "ready")
        from low in Gen.Choose(0, 1000)
        from more in Gen.Choose(0, 300)
        select (current, Low: low / 10.0, High: (low + more) / 10.0),
        it =>
        {
            var (low, high) = (Ladder.Next(it.current, it.Low, null), Ladder.Next(it.current, it.High, null));
            Assert.True(Ladder.IndexOf(high) >= Ladder.IndexOf(low));
        });

    [Fact]
    public void The_points_to_the_next_stage_take_the_lead_there()
    {
        var missing = Ladder.PointsToNext("aware", 10, SampleRules.Car.HalfSaturation)!.Value;

        Assert.Equal(60 * 30 / 70.0 - 10, missing, 12);
        Assert.Equal("considering", Ladder.Next("aware", Points.Score(10 + missing + 1e-9, 60), null));
        Assert.Equal("aware", Ladder.Next("aware", Points.Score(10 + missing - 1e-9, 60), null));
        Assert.Equal(0, Ladder.PointsToNext("aware", 1000, 60));
        Assert.Null(Ladder.PointsToNext("ready", 10, 60));
    }
}
