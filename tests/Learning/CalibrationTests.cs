using FsCheck.Fluent;
using LeadScoring.Inference;
using LeadScoring.Learning;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Learning;

public sealed class CalibrationTests
{
    [Fact]
    public void Bins_hold_a_tenth_each_in_the_order_of_scores()
    {
        var bins = Calibration.Of(Enumerable.Range(0, 1000).Select(i => ((double)(i * 7 % 1000), i * 7 % 1000 >= 950)));

        Assert.Equal(Enumerable.Repeat(100, 10), bins.Select(bin => bin.Leads));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 50], bins.Select(bin => bin.Buyers));
        Assert.Equal((900, 999, 949.5, 0.5), (bins[9].From, bins[9].To, bins[9].MeanScore, bins[9].Rate));
        Assert.Equal(Wilson.Of(50, 100), (bins[9].Low, bins[9].High));
    }

    [Fact]
    public void Nobody_is_lost_and_equal_scores_are_not_torn_apart() => Laws.Hold(
        (from score in Gen.Choose(0, 30)
         from bought in Gen.Elements(true, false)
         select ((double)score, bought)).ArrayOf(),
        scored =>
        {
            var bins = Calibration.Of(scored);

            Assert.True(bins.Count <= 10);
            Assert.Equal(scored.Length, bins.Sum(bin => bin.Leads));
            Assert.Equal(scored.Count(one => one.bought), bins.Sum(bin => bin.Buyers));
            Assert.All(bins.Zip(bins.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
            Assert.All(bins, bin => Assert.True(bin.From <= bin.MeanScore + 1e-9 && bin.MeanScore <= bin.To + 1e-9));
        });

    [Fact]
    public void A_score_has_the_rate_of_the_bin_it_falls_into()
    {
        var bins = Calibration.Of([(1, false), (2, true)]);

        Assert.Equal([0, 0, 0, 1, 1], new[] { 0, 1, 1.9, 2, 9 }.Select(score => Calibration.RateAt(bins, score)));
    }

    [Fact]
    public void Foresight_is_better_than_telling_the_rate_of_all_only_if_it_tells_more()
    {
        Assert.Equal(new Foresight(4, 0.25, 0), Foresight.Of([(.5, true), (.5, false), (.5, true), (.5, false)]));
        Assert.Equal(new Foresight(2, 0, 1), Foresight.Of([(1, true), (0, false)]));
        Assert.Equal(new Foresight(2, 1, -3), Foresight.Of([(0, true), (1, false)]));
        Assert.Equal(new Foresight(1, 0.25, null), Foresight.Of([(.5, true)]));
        Assert.Null(Foresight.Of([]));
    }
}
