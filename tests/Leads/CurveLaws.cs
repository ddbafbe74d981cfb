using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Leads;

/// <summary>The small picture of the past months says what was counted then, and ends at the score of now.</summary>
public sealed class CurveLaws
{
    private static readonly Gen<(ScoreInput Input, int Today)> Stories =
        from input in Laws.Inputs
        from later in Gen.Choose(0, 500)
        select (input, Laws.LastDay + later);

    [Fact]
    public void It_ends_with_the_score_of_now() => Laws.Hold(Stories, story =>
    {
        var curve = Of(story.Input, story.Today);

        Assert.Equal(Curve.Scores, curve.Count);
        Assert.Equal(Math.Round(Points.ScoreAt(story.Input, Rules, Car, story.Today), 1), curve[^1]);
        Assert.All(curve, score => Assert.InRange(score, 0, 100));
    });

    [Fact]
    public void Of_who_never_bought_each_score_is_what_a_look_that_day_showed() => Laws.Hold(Stories, story =>
    {
        var past = new PastLead(
            new Lead
            {
                Id = new string('0', 32),
                Profile = new Profile { Email = "a@example.jp", CreatedAt = Car.StartOf(Laws.FirstDay) },
            },
            new ProductState { Product = "car", Counts = story.Input.Counts });
        var curve = Of(new ScoreInput(story.Input.Counts, 1, null), story.Today);

        for (var i = 0; i < Curve.Scores; i++)
        {
            var day = story.Today - 30 * (Curve.Scores - 1 - i);
            var then = past.KnownBefore(day + 1, Rules, Car);
            Assert.Equal(Math.Round(Points.ScoreAt(then, Rules, Car, day), 1), curve[i]);
        }
    });

    [Fact]
    public void What_happens_later_does_not_change_the_past() => Laws.Hold(Stories, story =>
    {
        var more = story.Input with
        {
            Counts = story.Input.Counts.Add([(story.Today - 45, "test-drive"), (story.Today, "brochure")]),
        };

        Assert.Equal(Of(story.Input, story.Today).Take(11), Of(more, story.Today).Take(11));
    });

    [Fact]
    public void A_purchase_that_ends_a_cycle_is_a_cliff_behind_which_the_earlier_days_stay_as_they_were()
    {
        var counts = DayCounts.Empty.Add([(20_000, "test-drive"), (20_100, "brochure"), (20_350, "test-drive")]);
        var curve = Of(new ScoreInput(counts, 1, CycleStart: 20_300), today: 20_360);

        // Days 20,000 (the test drive), 20,270 (cooled, before the purchase), 20,300 (cleared), 20,360 (the new one).
        Assert.Equal(Math.Round(100 * 25.0 / 85, 1), curve[0]);
        Assert.True(curve[9] > 0);
        Assert.Equal(0, curve[10]);
        Assert.Equal(0, curve[11]);
        Assert.True(curve[12] > 25);
    }

    private static IReadOnlyList<double> Of(ScoreInput input, int today) =>
        Curve.Of(input, Rules, Car, Car.StartOf(today).AddHours(6));
}
