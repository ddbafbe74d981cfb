using LeadScoring.Value;

namespace LeadScoring.Tests.Value;

/// <summary>Customers whose likelihood has no maximum: weak priors give one, and what is expected comes true.</summary>
public sealed class PriorTests
{
    private const int Then = SimulatedBuyers.Today - 200;

    [Theory]
    [InlineData(0.0, 1)] // nobody ever stops: a falls for ever
    [InlineData(.01, 2)]
    [InlineData(.05, 2)]
    [InlineData(.15, 1)] // all alike: a and b grow for ever
    public void Where_all_stop_alike_a_weak_prior_tells_the_parameters(double stop, int seed)
    {
        var known = SimulatedBuyers.Of(6_000, seed, stop: stop).Where(story => story.Days[0] <= Then).ToList();
        var fit = ValueFit.Of(Buyer.Together(known.Select(story => story.AsOf(Then)!.Value)))!;

        var expected = known.Sum(story => story.AsOf(Then) is { } one
            ? fit.Model.Orders.Expected(one.Orders, one.Last, one.Age, 200 / 7.0) : 0);
        var came = known.Sum(story => story.Between(Then, SimulatedBuyers.Today).Orders);

        Assert.True(fit.WithPrior);
        Assert.InRange(came / expected, .88, 1.12);
        Assert.All(fit.Orders.StandardErrors, error => Assert.True(double.IsFinite(error)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Where_customers_do_not_differ_in_what_they_pay_all_are_expected_to_pay_the_mean(int seed)
    {
        var random = new Random(seed);
        var known = SimulatedBuyers.Of(2_000, 12)
            .Select(story => story with { Amounts = [.. story.Amounts.Select(_ => random.Next(500, 1_500))] }).ToList();

        var fit = ValueFit.Of(Buyer.Together(known.Select(story => story.AsOf(SimulatedBuyers.Today)!.Value)))!;

        Assert.True(fit.WithPrior);
        Assert.InRange(fit.Model.Spend.Expected(0, 0), 980, 1_020);
        Assert.InRange(fit.Model.Spend.Expected(1, 1_490), 980, 1_030);
    }

    [Fact]
    public void Where_data_tell_the_parameters_there_is_no_prior() => Assert.False(
        ValueFit.Of(Buyer.Together(
            SimulatedBuyers.Of(6_000, 1).Select(story => story.AsOf(SimulatedBuyers.Today)!.Value)))!.WithPrior);
}
