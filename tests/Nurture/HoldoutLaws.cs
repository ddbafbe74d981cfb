using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;
using MathNet.Numerics.Distributions;

namespace LeadScoring.Tests.Nurture;

/// <summary>The draws are as fair as chance would be, and what was drawn stays for the cycle.</summary>
public sealed class HoldoutLaws
{
    private const int People = 20_000;
    private static readonly DateTimeOffset Now = Mailing.Monday;
    private static readonly Scenario Scenario = Mailing.Of("car-new", 50, "1/P1D");

    private static readonly string[] Ids = [.. Enumerable.Range(0, People)
        .Select(number => Digest.Of(number.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>
    /// Chi-square of the table of two draws: what independent ones go beyond once in a million times would be a fault.
    /// </summary>
    [Theory]
    [InlineData("car-new", "car-aware", 30)]
    [InlineData("car-new", "camper-new", 10)]
    [InlineData("car-new", null, 10)] // the comparison of all
    [InlineData("camper-new", null, 50)]
    public void Two_draws_know_nothing_of_each_other(string one, string? other, int percent)
    {
        var share = percent / 100.0;
        var found = Ids.CountBy(id => (Holdout.IsHeldOut(id, one, percent), Other(id))).ToDictionary();
        var chiSquare = 0.0;
        foreach (var first in new[] { true, false })
            foreach (var second in new[] { true, false })
            {
                var expected = People * (first ? share : 1 - share) * (second ? share : 1 - share);
                chiSquare += Math.Pow(found.GetValueOrDefault((first, second)) - expected, 2) / expected;
            }

        Assert.InRange(chiSquare, 0, ChiSquared.InvCDF(3, 1 - 1e-6));

        bool Other(string id) =>
            other is null ? Holdout.IsHeldOutOfAll(id, percent) : Holdout.IsHeldOut(id, other, percent);
    }

    [Fact]
    public void Every_percentile_has_its_hundredth_of_the_people()
    {
        var below = Enumerable.Range(0, 101)
            .Select(percent => Ids.Count(id => Holdout.IsHeldOutOfAll(id, percent))).ToList();
        var chiSquare = below.Zip(below.Skip(1), (less, more) => more - less)
            .Sum(count => Math.Pow(count - People / 100.0, 2) / (People / 100.0));

        Assert.Equal((0, People), (below[0], below[^1]));
        Assert.InRange(chiSquare, 0, ChiSquared.InvCDF(99, 1 - 1e-6));
    }

    [Fact]
    public void What_was_drawn_stays_when_the_percentages_change()
    {
        foreach (var id in Ids.Take(500))
        {
            var before = Holdout.Of(Person(id), Scenario with { HoldoutPercent = 30 }, Brand(20));
            var enrolled = Person(id).With(Enrolled(before, Now));

            Assert.Equal(before, Holdout.Of(enrolled, Scenario with { HoldoutPercent = 0 }, Brand(50)));
            Assert.Equal(before, Holdout.Of(enrolled, Scenario with { HoldoutPercent = 50 }, Brand(0)));
        }
    }

    [Fact]
    public void Who_was_held_out_of_all_is_so_in_every_scenario_of_every_product()
    {
        var id = Ids.First(id => Holdout.IsHeldOutOfAll(id, 20));
        var camper = Mailing.Of("camper-new", 50, "1/P1D") with { Product = "camper" };
        var enrolled = Person(id).With(Enrolled(HeldOutBy.Global, Now));

        Assert.Equal(HeldOutBy.Global, Holdout.Of(Person(id), camper, Brand(20)));
        Assert.Equal(HeldOutBy.Global, Holdout.Of(enrolled, camper, Brand(0)));
    }

    [Fact]
    public void A_purchase_that_begins_a_cycle_lets_draw_anew()
    {
        var id = Ids.First(id => !Holdout.IsHeldOutOfAll(id, 50) && !Holdout.IsHeldOut(id, "car-new", 50));
        var enrolled = Person(id).With(Enrolled(HeldOutBy.Scenario, Now));
        var product = SampleContent.Edition.Rules.Products["car"];
        var bought = enrolled.With(enrolled.Product("car") with { CycleStart = product.DayOf(Now.AddDays(1)) });

        Assert.Equal(HeldOutBy.Scenario, Holdout.Of(enrolled, Scenario, Brand(0)));
        Assert.Null(Holdout.Of(bought, Scenario, Brand(0)));
        var again = bought.With(Enrolled(HeldOutBy.Scenario, Now.AddDays(1)));
        Assert.Equal(HeldOutBy.Scenario, Holdout.Of(again, Scenario, Brand(0)));
    }

    [Fact]
    public void An_enrolment_of_before_the_comparison_of_all_keeps_its_arm()
    {
        var id = Ids.First(id => Holdout.IsHeldOutOfAll(id, 20));
        var old = Person(id).With(Enrolled(null, Now) with { HeldOut = true });

        Assert.Equal(HeldOutBy.Scenario, Holdout.Of(old, Scenario, Brand(20)));
    }

    private static Lead Person(string id) => new() { Id = id };

    private static Edition Brand(int global) =>
        Mailing.Brand(new SendingRules { HoldoutPercent = global }, Scenario);

    private static Enrolment Enrolled(HeldOutBy? arm, DateTimeOffset at) => new()
    {
        Scenario = "car-new",
        Version = 1,
        Product = "car",
        Occurrence = 1,
        HeldOut = arm is not null,
        HeldOutBy = arm,
        EnteredAt = at,
    };
}
