using LeadScoring.Inference;
using MathNet.Numerics;

namespace LeadScoring.Value;

/// <summary>
/// What an order is worth: Gamma-Gamma (Fader and Hardie, note 025, 2013; after Colombo and Jiang, Journal of
/// Interactive Marketing 13(3):2-12, 1999). Orders of one customer scatter around a mean of their own (gamma shape
/// <paramref name="P"/>), and these means around that of all (<paramref name="Q"/>, <paramref name="V"/>: money). It
/// takes for granted that who orders often does not order for more or less.
/// </summary>
public sealed record GammaGamma(double P, double Q, double V)
{
    private static readonly double[][] Shapes = [[2, 3], [6, 4], [1, 6]];
    private static readonly WeakPrior TypicalP = new(6);
    private static readonly WeakPrior TypicalQ = new(4);

    public static GammaGamma Of(IReadOnlyList<double> parameters) => new(parameters[0], parameters[1], parameters[2]);

    /// <summary>
    /// Of those who ordered again and paid something for it; null without. Searched in units of their mean order value,
    /// so that a million yen is as near as a few dollars.
    /// </summary>
    public static Estimate? Fit(IReadOnlyList<Buyer> buyers) => Fit(buyers, _ => 0);

    /// <summary>
    /// With a weak prior on both shapes: where each customer always pays the same, or all customers do,
    /// the likelihood rises for ever with <see cref="P"/> or <see cref="Q"/>.
    /// </summary>
    public static Estimate? FitWithPrior(IReadOnlyList<Buyer> buyers) =>
        Fit(buyers, at => TypicalP.LogDensity(at[0]) + TypicalQ.LogDensity(at[1]));

    private static Estimate? Fit(IReadOnlyList<Buyer> buyers, Func<IReadOnlyList<double>, double> prior)
    {
        var paying = Paying(buyers).ToList();
        if (paying.Count == 0) return null;
        var mean = paying.Sum(one => one.Mean * one.Count) / paying.Count();
        var inMeans = paying.Select(one => one with { Mean = one.Mean / mean }).ToList();
        var found = MaximumLikelihood.Fit(
            at => Of(at).LogLikelihood(inMeans) + prior(at),
            Shapes.Select(shape => new[] { shape[0], shape[1], (shape[1] - 1) / shape[0] }));
        return found is null ? null : found with
        {
            At = [found.At[0], found.At[1], found.At[2] * mean],
            LogLikelihood = Of(found.At).LogLikelihood(inMeans) - paying.Count() * Math.Log(mean),
        };
    }

    public static IEnumerable<Buyer> Paying(IEnumerable<Buyer> buyers) =>
        buyers.Where(one => one is { Orders: > 0, Mean: > 0 });

    public double LogLikelihood(IReadOnlyList<Buyer> paying)
    {
        var constant = -SpecialFunctions.GammaLn(Q) + Q * Math.Log(V);
        var byOrders = new Dictionary<int, double>();
        var sum = 0.0;
        foreach (var one in paying)
        {
            var shape = P * one.Orders;
            if (!byOrders.TryGetValue(one.Orders, out var ofOrders))
            {
                byOrders[one.Orders] = ofOrders = constant + SpecialFunctions.GammaLn(shape + Q)
                    - SpecialFunctions.GammaLn(shape) + shape * Math.Log(one.Orders);
            }
            sum += one.Count * (
                ofOrders + (shape - 1) * Math.Log(one.Mean) - (shape + Q) * Math.Log(V + one.Orders * one.Mean));
        }
        return sum;
    }

    /// <summary>
    /// The mean order value expected of a customer whose repeat orders had this mean; of nobody's orders that of all.
    /// Defined where <see cref="HasMean"/>.
    /// </summary>
    public double Expected(int orders, double mean) =>
        orders == 0 || mean <= 0 ? P * V / (Q - 1) : P * (V + orders * mean) / (P * orders + Q - 1);

    /// <summary>With a smaller Q the means of customers scatter so far that they have no mean.</summary>
    public bool HasMean => Q > 1;
}
