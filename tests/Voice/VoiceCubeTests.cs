using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;
using LeadScoring.Voice;

namespace LeadScoring.Tests.Voice;

public sealed class VoiceCubeTests
{
    private static readonly CubeBasis Basis = new(
        SampleContent.Edition.Rules, SampleContent.Edition.Rules.Products["car"], SampleContent.Edition);

    [Fact]
    public void Words_stand_under_the_stage_of_when_they_were_said()
    {
        var marks = Marks(Spoke(
            Said(5, "feedback", "値段が高い"), Said(15, "feedback", "Battery worries"), Said(25, "feedback", "静かです")));
        Assert.Equal(["new", "new", "considering"], marks.Select(mark => mark.Stage));
        Assert.Equal(["price", "range", "comfort"], marks.Select(mark => Assert.Single(mark.Themes)));
    }

    [Fact]
    public void Only_the_types_that_are_heard_count_and_no_cell_holds_words()
    {
        var track = Spoke(Said(5, "feedback", "secret"), Said(6, "quote", "silent"));
        var cell = Assert.Single(new VoiceCube().Of(track, Basis));
        Assert.Equal($"1970-01~{track.LeadId[1]}", cell.Group);
        Assert.DoesNotContain("secret", cell.Key, StringComparison.Ordinal);
    }

    private static List<VoiceMark> Marks(Track track) =>
        [.. new VoiceCube().Of(track, Basis).Select(cell => VoiceMark.Of(cell.Key))];

    private static Track Spoke(params Comment[] comments) => new()
    {
        LeadId = "ann",
        Product = "car",
        Start = 0,
        CameBy = new CameBy(null, null, null, null, false),
        Comments = comments,
        Stages = [new StageEntered(At(10), 10, null, "new"), new StageEntered(At(20), 20, "new", "considering")],
    };

    private static Comment Said(int day, string type, string text) => new(At(day), day, type, "ab12", text, null, true);

    private static DateTimeOffset At(int day) => DateTimeOffset.UnixEpoch.AddDays(day);
}
