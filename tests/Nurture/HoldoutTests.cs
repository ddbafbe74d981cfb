using System.Globalization;
using LeadScoring.Nurture;

namespace LeadScoring.Tests.Nurture;

public sealed class HoldoutTests
{
    private static readonly string[] Leads =
        [.. Enumerable.Range(0, 20_000).Select(number => number.ToString("x8", CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 1_830, 2_170)] // four standard deviations to each side
    [InlineData(50, 9_717, 10_283)]
    public void About_as_many_as_asked_for_are_held_out(int percent, int atLeast, int atMost) =>
        Assert.InRange(Leads.Count(lead => Holdout.IsHeldOut(lead, "car-new", percent)), atLeast, atMost);

    [Fact]
    public void A_higher_percentage_keeps_everybody_that_was_held_out() =>
        Assert.All(Leads.Where(lead => Holdout.IsHeldOut(lead, "car-new", 10)),
            lead => Assert.True(Holdout.IsHeldOut(lead, "car-new", 11)));

    [Fact]
    public void Two_scenarios_choose_independently_of_each_other() =>
        Assert.InRange(
            Leads.Count(lead => Holdout.IsHeldOut(lead, "car-new", 50) && Holdout.IsHeldOut(lead, "car-ready", 50)),
            4_755, 5_245);

    [Fact]
    public void The_choice_is_the_same_for_ever() =>
        // Written down once: a change of the hash would move people between the arms of a running comparison.
        Assert.Equal(
            ["00000001", "00000007", "00000011"],
            Leads.Where(lead => Holdout.IsHeldOut(lead, "car-new", 10)).Take(3));
}
