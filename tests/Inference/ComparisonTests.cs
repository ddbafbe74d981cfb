using LeadScoring.Inference;

namespace LeadScoring.Tests.Inference;

/// <summary>Differences of two arms: published figures and laws.</summary>
public sealed class ComparisonTests
{
    [Theory] // Newcombe 1998, table II, method 10
    [InlineData(56, 70, 48, 80, .0524, .3339)]
    [InlineData(9, 10, 3, 10, .1705, .8090)]
    [InlineData(6, 7, 2, 7, .0582, .8062)]
    [InlineData(5, 56, 0, 29, -.0381, .1926)]
    [InlineData(0, 10, 0, 10, -.2775, .2775)]
    [InlineData(10, 10, 0, 10, .6075, 1)]
    public void The_interval_of_a_difference_is_the_published_one(
        int hits1, int n1, int hits0, int n0, double low, double high)
    {
        var found = Newcombe.Of(hits1, n1, hits0, n0);
        Assert.Equal(low, found.Low, 4);
        Assert.Equal(high, found.High, 4);
        var mirrored = Newcombe.Of(hits0, n0, hits1, n1);
        Assert.Equal((-found.High, -found.Low), mirrored);
    }

    [Fact]
    public void Nothing_is_known_of_an_arm_without_anybody()
    {
        Assert.Equal((-1, 1), Newcombe.Of(0, 0, 3, 10));
        Assert.Null(TwoRates.Of(0, 0, 3, 10));
        Assert.Null(Welch.Of(new Moments(1, 5, 25), new Moments(9, 5, 25)));
        Assert.Null(Welch.Of(new Moments(5, 5, 5), new Moments(9, 9, 9)));
    }

    [Fact]
    public void Welchs_interval_lies_around_the_difference_of_the_means()
    {
        double[] one = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
        double[] zero = [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.9, 24.6];

        var found = Welch.Of(Of(one), Of(zero))!.Value;

        Assert.Equal(one.Average() - zero.Average(), found.Value, 9);
        Assert.Equal(Math.Abs(found.Low - found.Value), Math.Abs(found.High - found.Value), 9);
        Assert.Equal(.0080678, found.P, 1e-6); // t = -2.85254 with 27.968 degrees of freedom
        Assert.True(found.High < 0);
        Assert.Equal(Of([.. one, .. zero]).Variance, (Of(one) + Of(zero)).Variance, 9);
    }

    [Fact]
    public void An_arm_that_lost_people_raises_the_alarm_and_one_that_was_drawn_does_not()
    {
        var even = SampleRatio.Of([new ArmCount(1_000, 1_000, .5)])!.Value;
        Assert.Equal((1_000, 0, 1), (even.Expected, even.ChiSquare, even.P));
        var odd = SampleRatio.Of([new ArmCount(1_100, 900, .5)])!.Value;
        Assert.Equal(20, odd.ChiSquare, 9);
        Assert.Equal(7.744e-6, odd.P, 1e-8);
        Assert.True(odd.IsAlarm);
        Assert.False(SampleRatio.Of([new ArmCount(900, 100, .1)])!.Value.IsAlarm);
        Assert.Null(SampleRatio.Of([new ArmCount(30, 0, .1), new ArmCount(5_000, 0, 0)]));
    }

    [Fact]
    public void Each_version_is_held_against_its_own_share()
    {
        var found = SampleRatio.Of([new ArmCount(900, 100, .1), new ArmCount(500, 500, .5)])!.Value;
        Assert.Equal((600, 0), (found.Expected, Math.Round(found.ChiSquare, 9)));
    }

    [Fact] // Score quality, formula 5: +0.3 points on 0.6 % take about 13,000 an arm.
    public void A_small_effect_takes_many_leads()
    {
        var needed = Power.Needed(.003, .009 * .991, .006 * .994, .5);
        Assert.InRange(needed / 2, 12_500, 13_500);
        Assert.Equal(.003, Power.Smallest(.009 * .991, needed / 2, .006 * .994, needed / 2), 9);
        Assert.Equal(double.PositiveInfinity, Power.Smallest(.1, 0, .1, 10));
    }

    private static Moments Of(IReadOnlyCollection<double> numbers) =>
        numbers.Aggregate(default(Moments), (sum, one) => sum + new Moments(1, one, one * one));
}
