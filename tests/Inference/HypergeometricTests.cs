using FsCheck.Fluent;
using LeadScoring.Inference;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Inference;

public sealed class HypergeometricTests
{
    /// <summary>Fisher's tea: all four cups told right by chance, 1 in 70; at least three, 17 in 70.</summary>
    [Theory]
    [InlineData(8, 4, 4, 4, 1 / 70.0)]
    [InlineData(8, 4, 4, 3, 17 / 70.0)]
    [InlineData(8, 4, 4, 0, 1)]
    [InlineData(8, 4, 4, 5, 0)]
    [InlineData(0, 0, 0, 0, 1)]
    [InlineData(10, 10, 3, 3, 1)]
    public void The_tail_is_what_counting_the_ways_gives(
        int population, int marked, int drawn, int hits, double expected) =>
        Assert.Equal(expected, Hypergeometric.UpperTail(population, marked, drawn, hits), 1e-12);

    [Fact]
    public void It_is_the_sum_of_the_ways_and_falls_with_the_hits() => Laws.Hold(
        from population in Gen.Choose(1, 60)
        from marked in Gen.Choose(0, population)
        from drawn in Gen.Choose(0, population)
        select (population, marked, drawn),
        it =>
        {
            var sum = 0.0;
            for (var hits = Math.Min(it.drawn, it.marked); hits >= 0; hits--)
            {
                sum += Ways(it.marked, hits) * Ways(it.population - it.marked, it.drawn - hits)
                    / Ways(it.population, it.drawn);
                Assert.Equal(
                    sum, Hypergeometric.UpperTail(it.population, it.marked, it.drawn, hits), 1e-9);
            }
            Assert.Equal(1, sum, 1e-9);
        });

    [Fact]
    public void Large_counts_stay_numbers()
    {
        Assert.InRange(Hypergeometric.UpperTail(1_000_000, 42_000, 10_000, 420), .45, .55);
        Assert.InRange(Hypergeometric.UpperTail(1_000_000, 42_000, 10_000, 3_000), 0, 1e-300);
        Assert.Equal(1, Hypergeometric.UpperTail(1_000_000, 42_000, 10_000, 1), 1e-12);
    }

    private static double Ways(int n, int k) =>
        k < 0 || k > n ? 0 : Enumerable.Range(1, k).Aggregate(1.0, (ways, i) => ways * (n - k + i) / i);
}
