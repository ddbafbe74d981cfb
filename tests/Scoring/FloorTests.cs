using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

public sealed class FloorTests
{
    [Theory]
    [InlineData(null, "considering")]
    [InlineData(99, "considering")]
    [InlineData(100, null)]
    [InlineData(101, null)]
    public void A_test_drive_holds_its_stage_until_the_cycle_ends(int? cycleStart, string? floor)
    {
        var counts = DayCounts.Empty.Add(
            [(100, "test-drive"), (100, "brochure"), (300, "page-view"), (300, "no-rule-yet")]);

        Assert.Equal(floor, Points.FloorOf(new ScoreInput(counts, 1, cycleStart), Rules));
    }

    [Fact]
    public void Of_several_floors_the_highest_holds()
    {
        var reactions = new Dictionary<string, ReactionType>(Rules.Reactions);
        foreach (var (type, stage) in new[] { ("brochure", "aware"), ("page-view", "ready") })
            reactions[type] = reactions[type] with { FloorStage = stage };
        var counts = DayCounts.Empty.Add([(100, "brochure"), (90, "page-view"), (110, "test-drive")]);

        Assert.Equal("ready", Points.FloorOf(new ScoreInput(counts, 1, null), Rules with { Reactions = reactions }));
    }
}
