using LeadScoring.Learning;
using LeadScoring.Scoring;

namespace LeadScoring.Tests.Learning;

public sealed class PopulationTests
{
    [Fact]
    public void Fewer_than_may_be_read_are_counted()
    {
        var shards = Shards(1000);

        Assert.Equal(new Population(1000, false), Population.Of(shards.Select(ids => Read(ids, 300)), 300));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    [InlineData(200_000)]
    public void More_are_told_from_how_densely_the_read_ones_lie(int leads)
    {
        var population = Population.Of(Shards(leads).Select(ids => Read(ids, 200)), 200);

        Assert.True(population.IsEstimate);
        Assert.InRange(population.Leads, leads * 0.85, leads * 1.15); // four times 1/√800
    }

    private static List<string>[] Shards(int leads)
    {
        var shards = RankLists.Partitions("car").ToDictionary(name => name, _ => new List<string>());
        foreach (var id in Enumerable.Range(0, leads).Select(SamplePasts.Id).Order(StringComparer.Ordinal))
            shards[RankLists.Partition("car", id)].Add(id);
        return [.. shards.Values];
    }

    private static List<string> Read(List<string> ids, int most) => [.. ids.Take(most + 1)];
}
