using FsCheck.Fluent;
using LeadScoring.Inference;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Inference;

public sealed class WilsonTests
{
    [Theory]
    [InlineData(0, 10, 0, .277533)]
    [InlineData(1, 10, .017876, .404150)]
    [InlineData(5, 10, .236593, .763407)]
    [InlineData(10, 10, .722467, 1)]
    [InlineData(0, 0, 0, 1)]
    public void The_interval_is_the_published_one(int hits, int n, double low, double high)
    {
        Assert.Equal(low, Wilson.Of(hits, n).Low, 6);
        Assert.Equal(high, Wilson.Of(hits, n).High, 6);
    }

    [Fact]
    public void The_rate_lies_within_and_hits_mirror_misses() => Laws.Hold(
        from n in Gen.Choose(1, 100_000)
        from hits in Gen.Choose(0, n)
        select (hits, n),
        it =>
        {
            var (low, high) = Wilson.Of(it.hits, it.n);
            var rate = (double)it.hits / it.n;
            Assert.True(low >= 0 && low <= rate && rate <= high && high <= 1);
            Assert.Equal(1 - high, Wilson.Of(it.n - it.hits, it.n).Low, 1e-12);
        });

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, -1)]
    public void What_is_no_count_is_refused(int hits, int n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(hits, n));
}
