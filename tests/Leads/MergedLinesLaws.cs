using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace LeadScoring.Tests.Leads;

/// <summary>
/// A list of all product lines is merged while it is read, whatever their half-lives and under whatever version of the
/// rules their leads stand: it is the one that sorting all scores of that second gives.
/// </summary>
public sealed class MergedLinesLaws
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly string[] Types = ["page-view", "brochure", "brochure", "test-drive", "complaint"];
    private static readonly double[] HalfLives = [1, 7, 30.5, 90, 365];

    [Fact]
    public async Task Lines_of_any_number_and_speed_are_merged_exactly_with_ties_and_under_a_cursor()
    {
        await using var brand = await Brand.OpenAsync();
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var versions = Versions(seed, random);
            var rows = Leads(random, versions).ToList();
            await Parallel.ForEachAsync(rows, async (one, cancel) => await brand.Services.GetRequiredService<Tables>()
                .Rank.AddEntityAsync(Rows.Entity(
                    RankLists.Partition(one.Line.Id, one.Row.LeadId),
                    RankLists.Row(RankLists.All(one.Rules.Version), one.Key, one.Row.LeadId, 1), one.Row), cancel));

            var whole = await WalkAsync(brand, versions, 1000);

            Assert.Equal(rows.Select(Name).Order(), whole.Select(Name).Order());
            foreach (var line in rows.GroupBy(one => (one.Line.Id, one.Rules.Version)))
                Assert.Equal(
                    line.OrderBy(one => one.Key, StringComparer.Ordinal)
                        .ThenBy(one => one.Row.LeadId, StringComparer.Ordinal).Select(Name),
                    whole.Select(Name).Where(line.Select(Name).ToHashSet(StringComparer.Ordinal).Contains));
            var scores = rows.ToDictionary(
                Name, one => Points.ScoreAt(one.Row.Input, one.Rules, one.Line, one.Line.DayOf(Now)));
            Assert.All(whole, item => Assert.Equal(scores[Name(item)], item.Score));
            // Keys keep nine digits, so two leads of a line who are equal to them stand by their ids.
            Assert.All(
                whole.Zip(whole.Skip(1)), pair => Assert.True(pair.First.Score >= pair.Second.Score * (1 - 4e-9)));
            foreach (var top in new[] { 1, 3 })
                Assert.Equal(whole.Select(Name), (await WalkAsync(brand, versions, top)).Select(Name));
        }
    }

    [Fact]
    public async Task Who_moves_to_newer_rules_between_two_pages_is_read_once()
    {
        await using var brand = await Brand.OpenAsync();
        var table = brand.Services.GetRequiredService<Tables>().Rank;
        var versions = Versions(seed: 99, new Random(99)).ConvertAll(rules => rules with
        {
            Products = new Dictionary<string, ProductLine> { ["line-99"] = SampleRules.Car with { Id = "line-99" } },
        });
        var line = versions[0].Products["line-99"];
        var rows = Enumerable.Range(0, 12).Select(lead => new RankRow
        {
            LeadId = $"{lead:x2}{new string('0', 30)}", Revision = 1, Email = $"{lead}@example.jp", Fit = 1,
            Counts = DayCounts.Empty.Add(
                Enumerable.Repeat((line.DayOf(Now), "brochure"), 1).Concat([(line.DayOf(Now) - lead, "test-drive")])),
        }).ToList();
        foreach (var row in rows) await PlaceAsync(row, row.LeadId[1] is '1' or '5' ? versions[1] : versions[0]);

        var first = await PageAsync(brand, versions, 5, null);
        foreach (var row in rows.Where(row => row.LeadId[1] is not ('1' or '5')))
        {
            await table.DeleteEntityAsync(Partition(row), RowOf(row, versions[0]), Azure.ETag.All);
            await PlaceAsync(row, versions[1]);
        }
        var second = await PageAsync(brand, versions, 50, first.Cursor);

        Assert.Equal(rows.Select(row => row.LeadId), first.Leads.Concat(second.Leads).Select(item => item.LeadId));

        Task PlaceAsync(RankRow row, ScoringRules rules) =>
            table.AddEntityAsync(Rows.Entity(Partition(row), RowOf(row, rules), row));

        string Partition(RankRow row) => RankLists.Partition(line.Id, row.LeadId);

        string RowOf(RankRow row, ScoringRules rules) => RankLists.Row(
            RankLists.All(rules.Version), RankKey.ToText(RankKey.Of(row.Input, rules, line)), row.LeadId, 1);
    }

    /// <summary>Two versions of the rules in which the same lines cool at other speeds.</summary>
    private static List<ScoringRules> Versions(int seed, Random random)
    {
        var lines = random.Next(1, 13);
        return [.. Enumerable.Range(3, 2).Select(version => SampleRules.Rules with
        {
            Version = version,
            Products = Enumerable.Range(0, lines).Select(n => SampleRules.Car with
            {
                Id = $"line-{seed}-{n}",
                HalfLifeDays = HalfLives[random.Next(HalfLives.Length)],
                HalfSaturation = random.Next(2) == 0 ? 60 : 20,
                TimeZone = DateTimeZoneProviders.Tzdb[random.Next(2) == 0 ? "Asia/Tokyo" : "America/New_York"],
            }).ToDictionary(line => line.Id, StringComparer.Ordinal),
        })];
    }

    /// <summary>Few reactions on few days, so that many leads are equal, in a line and across lines.</summary>
    private static IEnumerable<Listed> Leads(Random random, List<ScoringRules> versions)
    {
        foreach (var lead in Enumerable.Range(0, random.Next(1, 16)))
        {
            var rules = versions[random.Next(versions.Count)];
            foreach (var line in rules.Products.Values.Where(_ => random.Next(3) > 0))
            {
                var today = line.DayOf(Now);
                var counts = DayCounts.Empty.Add(Enumerable.Range(0, random.Next(4))
                    .Select(_ => (today - 30 * random.Next(4), Types[random.Next(Types.Length)])));
                var row = new RankRow
                {
                    LeadId = $"{lead * 37 % 256:x2}{new string('0', 30)}", Revision = 1, Email = $"{lead}@example.jp",
                    Counts = counts, Fit = random.Next(3) == 0 ? 1.2 : 1,
                };
                yield return new Listed(rules, line, row, RankKey.ToText(RankKey.Of(row.Input, rules, line)));
            }
        }
    }

    private static async Task<List<LeadListItem>> WalkAsync(Brand brand, List<ScoringRules> versions, int top)
    {
        var (leads, cursor) = (new List<LeadListItem>(), default(string));
        do
        {
            var page = await PageAsync(brand, versions, top, cursor);
            leads.AddRange(page.Leads);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return leads;
    }

    private static async Task<LeadPage> PageAsync(Brand brand, List<ScoringRules> versions, int top, string? cursor)
    {
        var asked = new Dictionary<string, StringValues> { ["top"] = $"{top}" };
        if (cursor is not null) asked["cursor"] = cursor;
        var refusals = new Refusals();
        var query = LeadListQuery.Read(
            new QueryCollection(asked), SampleContent.Edition with { Rules = versions[^1] },
            brand.Services.GetRequiredService<CursorSeal>(), refusals);
        Assert.Empty(refusals.ToErrors());
        var lines = versions.ConvertAll(rules => new RulesLine(rules.Version, rules));
        var page = await brand.Services.GetRequiredService<LeadList>().ReadAsync(query!, lines, Now, default);
        Assert.InRange(page.Leads.Count, 0, top);
        return page;
    }

    private static string Name(Listed one) => $"{one.Row.LeadId} {one.Line.Id}";

    private static string Name(LeadListItem item) => $"{item.LeadId} {item.Product}";

    private sealed record Listed(ScoringRules Rules, ProductLine Line, RankRow Row, string Key);
}
