using LeadScoring.Learning;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Learning;

public sealed class LeadTimesTests
{
    [Fact]
    public void Notice_is_given_on_the_morning_after_the_reaction_that_lifts_the_score()
    {
        // Two test drives and two brochures within days are about 60 points: a score of 50.
        var past = SamplePasts.Of(
            [(100, "page-view"), (200, "test-drive"), (201, "test-drive"), (202, "brochure"), (202, "brochure"),
             (203, "test-drive")],
            (260, 1));

        Assert.Equal(260 - 204, OfScore(past, 260, reach: 50));
        Assert.Equal(260 - 101, OfScore(past, 260, reach: 1));
        Assert.Null(OfScore(past, 260, reach: 60));
    }

    [Fact]
    public void What_happens_on_the_day_of_the_order_gives_no_notice()
    {
        var past = SamplePasts.Of([(260, "test-drive")], (260, 1));

        Assert.Null(OfScore(past, 260, reach: 20));
    }

    [Fact]
    public void An_earlier_order_begins_a_new_wait()
    {
        var past = SamplePasts.Of([(200, "test-drive"), (300, "test-drive")], (250, 1), (310, 1));

        Assert.Equal(9, OfScore(past, 310, reach: 20));
        Assert.Equal(10, OfStanding(past, 310, [230, 250, 300]));
    }

    [Fact]
    public void Signs_of_years_ago_are_not_looked_for()
    {
        var past = SamplePasts.Of([(100, "test-drive")], (100 + Awaited.LongestWait + 2, 1));

        Assert.Null(OfScore(past, 100 + Awaited.LongestWait + 2, reach: 20));
        Assert.Equal(5, OfStanding(past, 105, [100, 106]));
        Assert.Null(OfStanding(past, 105, [106]));
    }

    [Fact]
    public void The_median_is_of_those_who_gave_notice()
    {
        Assert.Equal(new Notice(2, 15), Notice.Of([10, null, 20]));
        Assert.Equal(new Notice(3, 20), Notice.Of([90, 10, 20]));
        Assert.Equal(new Notice(0, null), Notice.Of([null]));
    }

    private static int? OfScore(PastLead past, int day, double reach) =>
        LeadTimes.OfScore(past, day, Label.Order.In(past, 9000).Since(day), reach, Score);

    private static int? OfStanding(PastLead past, int day, IEnumerable<int> stood) =>
        LeadTimes.OfStanding(day, Label.Order.In(past, 9000).Since(day), stood);

    private static double Score(PastLead past, int day) =>
        Points.ScoreAt(past.KnownBefore(day, Rules, Car), Rules, Car, day);
}
