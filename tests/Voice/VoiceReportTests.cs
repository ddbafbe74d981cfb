using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;
using LeadScoring.Voice;

namespace LeadScoring.Tests.Voice;

public sealed class VoiceReportTests
{
    private static readonly int March = Days.Of(new NodaTime.LocalDate(2026, 3, 10));

    [Fact]
    public void People_count_once_however_often_they_speak()
    {
        var report = Of(
            Said("ann", "1", March, ["price"], rating: 2), Said("ann", "2", March + 40, ["price"], rating: 4),
            Said("bob", "3", March, []), Said("cyd", "4", March, ["price", "range"], stage: "ready", rating: 3));
        var all = report.All();
        Assert.Equal((3, 4), (all.People, all.Comments));
        Assert.Equal((3d, 3L), (all.Rating.Value!.Value, all.Rating.N));
        // Student with two degrees of freedom: 4.302653 x 1 / sqrt 3.
        Assert.Equal(3 - 4.302652729911275 / Math.Sqrt(3), all.Rating.Low!.Value, 1e-9);
        var price = report.Themes("price", _ => []).Single();
        Assert.Equal((2, 3), (price.Heard.People, price.Heard.Comments));
        Assert.Equal((2 / 3d, 3L), (price.Share.Value!.Value, price.Share.N));
        Assert.Equal(["2026-03", "2026-04"], price.Months.Select(month => month.Month));
        Assert.Equal([2, 1], price.Months.Select(month => month.People));
        Assert.Equal([("none", 1), ("ready", 1)], price.ByStage.Select(group => (group.Id, group.People)));
        var none = report.Themes(VoiceRules.None, _ => []).Single();
        Assert.Equal(1, none.Heard.People);
    }

    [Fact]
    public void Of_nothing_said_nothing_is_known_and_that_is_told()
    {
        var report = Of();
        Assert.Equal("Nobody said anything on these days.", report.Note());
        var price = report.Themes("price", _ => []).Single();
        Assert.Equal((null, 0L), (price.Share.Value, price.Share.N));
        Assert.NotNull(price.Share.Note);
        Assert.Null(report.All().Rating.Value);
    }

    [Fact]
    public void Few_people_are_said_to_be_few() => Assert.Equal(
        "Rests on 1 person, fewer than 30: take it as a hint.",
        Of(Said("ann", "1", March, ["price"])).Themes("price", _ => []).Single().Share.Note);

    [Fact]
    public void A_mark_reads_back_as_it_was_written()
    {
        var mark = new VoiceMark("ann", "ab12", -3, "a|b", ["price", "range"], "re|ady", "loyal", 4.5m, true, "r1");
        Assert.Equivalent(mark, VoiceMark.Of(mark.Key()), strict: true);
        var bare = new VoiceMark("ann", "ab12", 20_000, "feedback", [], null, null, null, false, "r1");
        Assert.Equivalent(bare, VoiceMark.Of(bare.Key()), strict: true);
    }

    private static VoiceReport Of(params VoiceMark[] marks) =>
        new(marks, SampleContent.Edition.Voice, SampleContent.Edition.Rules, "en");

    private static VoiceMark Said(
        string who, string id, int day, string[] themes, string? stage = null, decimal? rating = null) =>
        new(who, id, day, "feedback", themes, stage, null, rating, false, "r");
}
