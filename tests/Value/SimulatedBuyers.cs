using LeadScoring.Value;
using MathNet.Numerics.Distributions;

namespace LeadScoring.Tests.Value;

/// <summary>Customers who order and stop as the models say, with parameters that are known.</summary>
internal static class SimulatedBuyers
{
    public const int Today = 20_000;

    public static readonly BgNbd Orders = new(.8, 6, .7, 2.5);
    public static readonly GammaGamma Spend = new(6, 4, 50);

    /// <summary>
    /// Begun on any day of the last <paramref name="days"/>; the same for the same seed. All stop with probability
    /// <paramref name="stop"/> after an order, where it is given.
    /// </summary>
    public static List<BuyerStory> Of(int customers, int seed, int days = 800, double? stop = null)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, customers)
                .Select(number => Story(number, Today - random.Next(1, days), random, stop)),
        ];
    }

    private static BuyerStory Story(int number, int first, Random random, double? stopOfAll)
    {
        var rate = Gamma.Sample(random, Orders.R, Orders.Alpha);
        var stop = stopOfAll ?? Beta.Sample(random, Orders.A, Orders.B);
        var scale = Gamma.Sample(random, Spend.Q, Spend.V);
        var (at, orders) = ((double)first, new List<int> { first });
        while (true)
        {
            at += 7 * Exponential.Sample(random, rate);
            if (!(at <= Today)) break;
            if ((int)at > orders[^1]) orders.Add((int)at);
            if (random.NextDouble() < stop) break;
        }
        return new BuyerStory(
            $"{number:x32}", orders, [.. orders.Select(_ => Gamma.Sample(random, Spend.P, scale))]);
    }
}
