using FsCheck.Fluent;
using LeadScoring.Inference;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Inference;

public sealed class BenjaminiHochbergTests
{
    [Fact]
    public void The_values_are_the_published_ones() => Assert.Equal(
        [.01, .04, .084, .084, .084, .1, .105714, .216, .216, .216],
        BenjaminiHochberg.Of([.001, .008, .039, .041, .042, .06, .074, .205, .212, .216])
            .Select(q => Math.Round(q, 6)));

    [Fact]
    public void The_order_of_the_questions_does_not_matter_and_no_value_gets_smaller() => Laws.Hold(
        from p in Gen.Choose(0, 1000).Select(n => n / 1000.0).ArrayOf()
        from seed in Gen.Choose(0, 1000)
        select (p, seed),
        it =>
        {
            var q = BenjaminiHochberg.Of(it.p);
            Assert.All(it.p.Zip(q), pair => Assert.InRange(pair.Second, pair.First, 1));
            var shuffled = Enumerable.Range(0, it.p.Length).ToArray();
            new Random(it.seed).Shuffle(shuffled);
            Assert.Equal(
                shuffled.Select(index => q[index]), BenjaminiHochberg.Of([.. shuffled.Select(index => it.p[index])]));
            var sorted = it.p.Zip(q).OrderBy(pair => pair.First).Select(pair => pair.Second).ToList();
            Assert.Equal(sorted.Order(), sorted);
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1.1)]
    [InlineData(-.1)]
    public void What_is_no_probability_is_refused(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Of([p]));
}
