using LeadScoring.Value;

namespace LeadScoring.Tests.Value;

/// <summary>The laws of the two models.</summary>
public sealed class ValueModelTests
{
    private static readonly IReadOnlyList<Buyer> Buyers =
        [.. SimulatedBuyers.Of(6_000, 1).Select(story => story.AsOf(SimulatedBuyers.Today)!.Value)];

    [Fact]
    public void Parameters_are_found_again_in_customers_made_with_them()
    {
        var fit = ValueFit.Of(Buyer.Together(Buyers))!;

        double[] orders = [SimulatedBuyers.Orders.R, SimulatedBuyers.Orders.Alpha, SimulatedBuyers.Orders.A,
            SimulatedBuyers.Orders.B];
        double[] spend = [SimulatedBuyers.Spend.P, SimulatedBuyers.Spend.Q, SimulatedBuyers.Spend.V];
        foreach (var (truth, at) in orders.Zip(Enumerable.Range(0, 4)))
            Assert.InRange((fit.Orders.At[at] - truth) / fit.Orders.StandardErrors[at], -3.5, 3.5);
        foreach (var (truth, at) in spend.Zip(Enumerable.Range(0, 3)))
            Assert.InRange((fit.Spend.At[at] - truth) / fit.Spend.StandardErrors[at], -3.5, 3.5);
        Assert.All(fit.Orders.At.Zip(orders), pair => Assert.InRange(pair.First / pair.Second, .7, 1.4));
        Assert.All(fit.Spend.At.Zip(spend), pair => Assert.InRange(pair.First / pair.Second, .8, 1.25));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_likelihood_knows_no_order_and_no_parts(int seed)
    {
        var shuffled = Buyers.ToArray();
        new Random(seed).Shuffle(shuffled);
        var whole = SimulatedBuyers.Orders.LogLikelihood(Buyers);

        Assert.Equal(whole, SimulatedBuyers.Orders.LogLikelihood(shuffled), 1e-7);
        Assert.Equal(whole, SimulatedBuyers.Orders.LogLikelihood(Buyer.Together(shuffled)), 1e-7);
        Assert.Equal(
            whole, shuffled.Chunk(777).Sum(part => SimulatedBuyers.Orders.LogLikelihood(Buyer.Together(part))), 1e-7);
        Assert.Equal(Buyer.Together(Buyers), Buyer.Together(shuffled));
    }

    [Theory]
    [InlineData(.01)]
    [InlineData(150)]
    [InlineData(50_000)] // cars in yen
    public void Another_currency_changes_the_scale_of_order_values_and_nothing_else(double rate)
    {
        var here = GammaGamma.Fit(Buyers)!;
        var there = GammaGamma.Fit([.. Buyers.Select(one => one with { Mean = one.Mean * rate })])!;

        Assert.Equal(here.At[0], there.At[0], 1e-4 * here.At[0]);
        Assert.Equal(here.At[1], there.At[1], 1e-4 * here.At[1]);
        Assert.Equal(here.At[2] * rate, there.At[2], 1e-4 * here.At[2] * rate);
    }

    [Fact]
    public void Who_never_came_back_may_still_and_was_never_seen_to_stop()
    {
        var model = SimulatedBuyers.Orders;

        Assert.Equal(1, model.Alive(0, 0, 500));
        Assert.True(model.Expected(0, 0, 4, 52) > model.Expected(0, 0, 104, 52));
        Assert.True(model.Expected(0, 0, 104, 52) > 0);
        Assert.Equal(model.ExpectedOfNew(52), model.Expected(0, 0, 0, 52), 12);
    }

    [Theory]
    [InlineData(1, .5)] // where the formula has a pole
    [InlineData(.5, .5)] // another one
    [InlineData(.3, .4)]
    [InlineData(.79, 2.43)]
    [InlineData(3, 1)]
    public void What_is_expected_goes_on_from_week_to_week(double a, double b)
    {
        var model = new BgNbd(.24, 4.4, a, b);
        (int, double, double)[] pasts = [(0, 0, 30), (1, 3, 30), (40, 29, 30), (900, 90, 91)];
        foreach (var (orders, last, age) in pasts)
        {
            var expected = Enumerable.Range(0, 60).Select(week => model.Expected(orders, last, age, week)).ToList();
            var gains = expected.Zip(expected.Skip(1), (before, after) => after - before).ToList();
            Assert.All(gains, gain => Assert.InRange(gain, 0, (.24 + orders) / (4.4 + age)));
            Assert.All(gains.Zip(gains.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1e-6));
        }
    }

    [Fact]
    public void The_expected_number_is_the_mean_of_what_comes()
    {
        var then = SimulatedBuyers.Today - 200;
        var known = SimulatedBuyers.Of(20_000, 3).Where(story => story.Days[0] <= then).ToList();

        var expected = known.Sum(story => story.AsOf(then) is { } one
            ? SimulatedBuyers.Orders.Expected(one.Orders, one.Last, one.Age, 200 / 7.0) : 0);

        Assert.InRange(known.Sum(story => story.Between(then, SimulatedBuyers.Today).Orders) / expected, .95, 1.05);
    }
}
