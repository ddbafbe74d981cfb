using Azure.Data.Tables;
using LeadScoring.Exports;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Exports;

/// <summary>
/// The law of the change feed: whoever goes on from cursor to cursor is told of every line, though lines have the
/// clocks of different processes and appear later than their time, and never of one line twice.
/// </summary>
public sealed class ChangeFeedLaws
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_clocks_and_delays_of_the_writers_nothing_is_missed_or_told_twice(int seed)
    {
        var (random, clock) = (new Random(seed), new MovableClock(Start));
        using var folder = new TemporaryFolder();
        await using var store = new EmbeddedStore(folder.File("store.db"), clock);
        var tables = new Tables(store.Tables);
        await tables.CreateAsync(store.Queues, default);
        var (content, rules) = (new InForce(), SampleContent.Edition.Rules);
        content.Use(SampleContent.Edition, [new RulesLine(rules.Version, rules)]);
        var reader = new ChangeReader(tables, new LeadStore(tables), content, new ModelStore(tables, content, clock));
        var (written, told) = (new List<string>(), new List<string>());
        var waiting = new PriorityQueue<Line, DateTimeOffset>();
        var place = ChangePlace.At(Start.AddSeconds(-10));
        for (var n = 0; n < 300; n++)
        {
            // Two processes five seconds apart from the reader's; each line appears up to five seconds after its time.
            clock.Pass(TimeSpan.FromMilliseconds(random.Next(1, 1500)));
            var now = clock.GetUtcNow();
            var line = new Line($"{random.Next(256):x2}{n:x30}", random.Next(2) == 0 ? "car" : "camper",
                now.AddSeconds(random.Next(2) == 0 ? 5 : -5));
            waiting.Enqueue(line, now.AddMilliseconds(random.Next(5000)));
            await AppearAsync(tables, waiting, now, written);
            if (random.Next(3) == 0) place = await ReadAsync(reader, place, random.Next(1, 20), now, told);
        }
        clock.Pass(TimeSpan.FromMinutes(1));
        await AppearAsync(tables, waiting, clock.GetUtcNow(), written);
        while (told.Count < written.Count)
        {
            var before = told.Count;
            place = await ReadAsync(reader, place, 50, clock.GetUtcNow(), told);
            Assert.NotEqual(before, told.Count);
        }

        Assert.Equal(300, written.Count);
        Assert.Equal(written.Order(), told.Order());
    }

    private static async Task AppearAsync(
        Tables tables, PriorityQueue<Line, DateTimeOffset> waiting, DateTimeOffset now, List<string> written)
    {
        while (waiting.TryPeek(out var line, out var at) && at <= now)
        {
            waiting.Dequeue();
            await tables.Rank.AddEntityAsync(new TableEntity(
                RankLists.Partition(line.Product, line.LeadId), RankLists.Change(line.At, line.LeadId, 1)));
            written.Add($"{line.LeadId} {line.Product}");
        }
    }

    private static async Task<ChangePlace> ReadAsync(
        ChangeReader reader, ChangePlace place, int top, DateTimeOffset now, List<string> told)
    {
        var products = SampleContent.Edition.Rules.Products.Values.ToList();
        var (changes, end) = await reader.ReadAsync(new ChangesQuery(products, place, top, "en"), now, default);
        Assert.InRange(changes.Count, 0, top);
        Assert.All(changes, change => Assert.True(change.Gone));
        told.AddRange(changes.Select(change => $"{change.LeadId} {change.Product}"));
        return end;
    }

    private sealed record Line(string LeadId, string Product, DateTimeOffset At);
}
