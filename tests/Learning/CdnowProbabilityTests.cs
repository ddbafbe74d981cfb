using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Tests.Learning;

/// <summary>23,570 customers of a record shop in their first year and a half: who orders again?</summary>
public sealed class CdnowProbabilityTests
{
    private static readonly int End = Days.Of(new LocalDate(1998, 7, 1));

    [Fact]
    public void Repeat_orders_are_said_with_the_chance_they_have_on_later_days()
    {
        var product = SampleRules.Rules.Products["camper"] with { HalfLifeDays = 90 };
        var order = SampleRules.Rules.Reactions["brochure"] with { Id = "order", Points = 10, CapPerDay = 1 };
        var rules = SampleRules.Rules with
        {
            Reactions = new Dictionary<string, ReactionType> { ["order"] = order },
        };
        var marks = Customers().SelectMany((days, customer) => Landmark.Of(
            PastStories.Of("camper", days.Select(day => (day, "order")), days), customer, rules, product,
            TrainingWindow.Earliest(End), End)).ToList();

        var model = HazardTraining.Of(SimulatedLeads.Blank, marks, End);

        Assert.Null(model.Silence);
        foreach (var horizon in model.Horizons.Where(horizon => horizon.Silence is null))
        {
            var told = $"{horizon.Days} days: rate {horizon.Rate:F4}, said {horizon.Said:F4}, ECE {horizon.Ece:F4}, "
                + $"skill {horizon.Skill:F4}, AUC {horizon.Auc!.Value:F4}";
            // Half a year ahead was learned from the shop's first quarter alone, when everybody was new.
            Assert.True(horizon.Ece < (horizon.Days <= 90 ? .03 : .04), told);
            Assert.True(horizon.Auc.Value > .79, told);
            Assert.True(horizon.Skill > .05, told);
        }
        Assert.True(model.Horizons.Count(horizon => horizon.Silence is null) >= 2);
    }

    /// <summary>The days on which each customer ordered.</summary>
    private static IEnumerable<List<int>> Customers() => SharedData.Lines("cdnow_master.txt.gz")
        .Select(line => line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
        .Where(cells => cells[0] != "customer_id")
        .GroupBy(cells => cells[0])
        .Select(customer => customer.Select(cells => Days.Of(Date.Parse(cells[1]).Value)).Distinct().Order().ToList());

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd");
}
