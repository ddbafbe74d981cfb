using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Learning;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Learning;

public sealed class AucTests
{
    private static readonly Gen<(double Score, bool Bought)[]> Samples =
        (from score in Gen.Choose(0, 8)
         from bought in Gen.Elements(true, false, false)
         select ((double)score, bought)).ArrayOf();

    [Fact]
    public void A_hand_computed_example()
    {
        // Buyers 3, 2, 1; others 2, 1, 0. Of 3 others they beat 3, 2.5 and 1.5: 7 of 9 pairs; the others mirror it.
        var auc = Auc.Of([(3, true), (2, true), (1, true), (2, false), (1, false), (0, false)])!;

        Assert.Equal(7 / 9.0, auc.Value, 1e-12);
        Assert.Equal((3, 3), (auc.Positives, auc.Negatives));
        var deviation = Math.Sqrt(2 * Variance([1, 5 / 6.0, .5]) / 3);
        Assert.Equal(Math.Log(3.5) - 1.959963984540054 * deviation / (14 / 81.0), Logit(auc.Low), 1e-9);
        Assert.Equal(Math.Log(3.5) + 1.959963984540054 * deviation / (14 / 81.0), Logit(auc.High), 1e-9);
    }

    [Fact]
    public void It_is_the_share_of_pairs_that_a_comparison_of_all_pairs_finds() => Laws.Hold(Samples, sample =>
    {
        var (buyers, others) = (sample.Where(one => one.Bought).ToList(), sample.Where(one => !one.Bought).ToList());
        var auc = Auc.Of(sample);
        if (buyers.Count == 0 || others.Count == 0)
        {
            Assert.Null(auc);
            return;
        }
        var plain = buyers.Average(buyer => others.Average(other => Beats(buyer.Score, other.Score)));
        Assert.Equal(plain, auc!.Value, 1e-12);
        Assert.True(auc.Low <= auc.Value && auc.Value <= auc.High && auc is { Low: >= 0, High: <= 1 });
    });

    [Fact]
    public void The_interval_is_DeLongs_by_a_comparison_of_all_pairs() => Laws.Hold(Samples, sample =>
    {
        var (buyers, others) = (sample.Where(one => one.Bought).ToList(), sample.Where(one => !one.Bought).ToList());
        if (buyers.Count < 2 || others.Count < 2 || Auc.Of(sample) is not { Value: > 0 and < 1 } auc) return;
        var wins = buyers.Select(buyer => others.Average(other => Beats(buyer.Score, other.Score)));
        var losses = others.Select(other => buyers.Average(buyer => Beats(buyer.Score, other.Score)));
        var variance = Variance([.. wins]) / buyers.Count + Variance([.. losses]) / others.Count;
        var half = 1.959963984540054 * Math.Sqrt(variance) / (auc.Value * (1 - auc.Value));

        Assert.Equal(half, Logit(auc.High) - Logit(auc.Value), 1e-6);
        Assert.Equal(half, Logit(auc.Value) - Logit(auc.Low), 1e-6);
    });

    [Fact]
    public void Order_and_any_rising_change_of_scale_change_nothing() => Laws.Hold(Samples, sample =>
    {
        var auc = Auc.Of(sample);
        if (auc is null) return;
        var moved = Auc.Of([.. sample.Reverse().Select(one => (Math.Exp(one.Score) - 7, one.Bought))])!;
        var mirrored = Auc.Of([.. sample.Select(one => (-one.Score, one.Bought))])!;

        Assert.Equal(auc.Value, moved.Value, 1e-12);
        Assert.Equal(auc.Low, moved.Low, 1e-9);
        Assert.Equal(1 - auc.Value, mirrored.Value, 1e-12);
        Assert.Equal(1 - auc.Low, mirrored.High, 1e-9);
    });

    [Fact]
    public void Who_stands_twice_proves_nothing_twice() => Laws.Hold(Samples, sample =>
    {
        if (Auc.Of(sample) is not { Value: > 0 and < 1 } once) return;
        var twice = Auc.Of(
            [.. sample.Concat(sample).Select((one, at) => (one.Score, one.Bought, at % sample.Length))])!;

        Assert.Equal(once.Value, twice.Value, 1e-12);
        Assert.Equal(once.Low, twice.Low, 1e-9);
        Assert.Equal(once.High, twice.High, 1e-9);
    });

    [Fact]
    public void Separation_without_a_fault_is_believed_as_far_as_the_smaller_group_goes()
    {
        var perfect = Auc.Of([.. Enumerable.Range(0, 100).Select(i => ((double)i, i >= 90))])!;
        var wrong = Auc.Of([.. Enumerable.Range(0, 100).Select(i => ((double)i, i < 10))])!;

        Assert.Equal((1, 1), (perfect.Value, perfect.High));
        Assert.Equal(.722467, perfect.Low, 1e-6);
        Assert.Equal((0, 0), (wrong.Value, wrong.Low));
        Assert.Equal(.277533, wrong.High, 1e-6);
    }

    [Fact]
    public void A_single_buyer_leaves_almost_everything_open()
    {
        var auc = Auc.Of([.. Enumerable.Range(0, 100).Select(i => ((double)i, i == 80))])!;

        Assert.True(auc.High - auc.Low > .8);
    }

    [Fact]
    public void A_score_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => Auc.Of([(double.NaN, true), (1, false)]));

    private static double Beats(double buyer, double other) => buyer > other ? 1 : buyer < other ? 0 : .5;

    private static double Variance(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
