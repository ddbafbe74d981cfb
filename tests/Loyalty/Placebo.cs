using LeadScoring.Loyalty;

namespace LeadScoring.Tests.Loyalty;

/// <summary>The same people with somebody else's outcome each: whatever is found among them is chance.</summary>
internal static class Placebo
{
    /// <summary>In how many of 100 such worlds no route is golden.</summary>
    public static int RunsWithout(
        IReadOnlyList<(IReadOnlyCollection<Pattern> Patterns, bool Half, bool Loyal)> people, int seed)
    {
        var (random, without) = (new Random(seed), 0);
        var labels = people.Select(person => person.Loyal).ToArray();
        for (var run = 0; run < 100; run++)
        {
            random.Shuffle(labels);
            var counting = new Counting();
            for (var index = 0; index < labels.Length; index++)
                counting.Add(people[index].Patterns, people[index].Half, labels[index]);
            if (!Judging.Of(counting.Tally(), 30).Routes.Any(route => route.IsGolden)) without++;
        }
        return without;
    }
}
