using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

/// <summary>62,483 real ad touchpoints, most out of order, against a plain recomputation of the raw lines.</summary>
public sealed class TouchpointsTests
{
    private static readonly Dictionary<string, (double Weight, int Cap)> Weights = new()
    {
        ["facebook"] = (1.5, 3),
        ["instagram"] = (1.25, 3),
        ["online-display"] = (0.4, 5),
        ["online-video"] = (2, 2),
        ["paid-search"] = (4, 2),
        ["conversion"] = (20, 1),
    };

    private static readonly ScoringRules TouchRules = Rules with
    {
        Reactions = Weights.ToDictionary(
            type => type.Key,
            type => Rules.Reactions["brochure"] with { Points = type.Value.Weight, CapPerDay = type.Value.Cap }),
    };

    private static readonly int Evaluation = Days.Of(new NodaTime.LocalDate(2018, 8, 1));

    [Fact]
    public void Points_of_every_lead_equal_a_plain_recomputation_bit_for_bit()
    {
        var touchpoints = Touchpoints();
        var leads = Inputs(touchpoints);

        Assert.Equal(7_896, leads.Count);
        foreach (var lead in touchpoints.GroupBy(touchpoint => touchpoint.Customer))
        {
            var plain = Naive.Points(
                [.. lead.Select(touchpoint => (TokyoDay(touchpoint.Time), touchpoint.Type))], Weights, 90, Evaluation);

            Assert.Equal(plain, Points.At(leads[lead.Key], TouchRules, Car, Evaluation));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1000)]
    public void The_stored_order_is_the_order_of_points_after_any_wait(int wait)
    {
        var leads = Inputs(Touchpoints());
        var listed = leads
            .OrderBy(lead => RankKey.ToText(RankKey.Of(lead.Value, TouchRules, Car)), StringComparer.Ordinal)
            .ThenBy(lead => lead.Key, StringComparer.Ordinal)
            .Select(lead => Points.At(lead.Value, TouchRules, Car, Evaluation + wait))
            .ToList();

        Assert.All(listed.Zip(listed.Skip(1)), pair => Assert.True(pair.First >= pair.Second * (1 - 2e-9)));
    }

    [Fact]
    public void Shuffled_and_in_batches_changes_not_one_bit()
    {
        var touchpoints = Touchpoints().ToArray();
        var inOrder = Inputs(touchpoints);
        new Random(20180731).Shuffle(touchpoints);

        var leads = new Dictionary<string, DayCounts>(StringComparer.Ordinal);
        foreach (var batch in touchpoints.Chunk(997).SelectMany(chunk => chunk.GroupBy(one => one.Customer)))
        {
            var known = leads.GetValueOrDefault(batch.Key, DayCounts.Empty);
            leads[batch.Key] = DayCounts.Unpack(known.Add(batch.Select(t => (Car.DayOf(t.Time), t.Type))).Pack());
        }

        Assert.All(leads, lead => Assert.Equal(inOrder[lead.Key].Counts.Pack(), lead.Value.Pack()));
    }

    private static Dictionary<string, ScoreInput> Inputs(IEnumerable<Touchpoint> touchpoints) =>
        touchpoints.GroupBy(touchpoint => touchpoint.Customer, StringComparer.Ordinal).ToDictionary(
            lead => lead.Key,
            lead => new ScoreInput(DayCounts.Empty.Add(lead.Select(t => (Car.DayOf(t.Time), t.Type))), 1, null));

    private static int TokyoDay(DateTimeOffset time) =>
        (int)Math.Floor((time.ToUnixTimeSeconds() + 9 * 3600) / 86_400.0);

    private static List<Touchpoint> Touchpoints() =>
        [.. SharedData.Lines("attribution_touchpoints.csv.gz").Skip(1).Select(line => line.TrimEnd('\r').Split(','))
            .Select(cells => new Touchpoint(cells[0], DateTimeOffset.Parse(cells[1], null),
                cells[2] == "conversion" ? "conversion" : cells[5].ToLowerInvariant().Replace(' ', '-')))];

    private sealed record Touchpoint(string Customer, DateTimeOffset Time, string Type);
}
