using LeadScoring.Inference;
using MathNet.Numerics;

namespace LeadScoring.Value;

/// <summary>
/// How often customers order again and when they stop for good: BG/NBD (Fader, Hardie and Lee, Marketing Science
/// 24(2):275-284, 2005). While alive a customer orders at random at a rate that differs between customers (gamma:
/// <paramref name="R"/>, <paramref name="Alpha"/>) and stops after each order with a probability that differs, too
/// (beta: <paramref name="A"/>, <paramref name="B"/>). Time is in weeks.
/// </summary>
public sealed record BgNbd(double R, double Alpha, double A, double B)
{
    /// <summary>Within this of a pole of a formula its value is taken beside the pole, where it is the same.</summary>
    private const double Beside = 1e-6;

    private static readonly WeakPrior TypicalA = new(.8);
    private static readonly WeakPrior TypicalB = new(2.5);

    public static BgNbd Of(IReadOnlyList<double> parameters) =>
        new(parameters[0], parameters[1], parameters[2], parameters[3]);

    /// <summary>
    /// Where the search for parameters begins; <paramref name="age"/>: the customers' mean age in weeks.
    /// </summary>
    public static IEnumerable<double[]> Starts(double age) =>
        [[.25, Math.Max(.5, age / 8), .8, 2.5], [1, Math.Max(.5, age), .5, 1], [2, Math.Max(.5, age / 2), .2, 4]];

    /// <summary>Null where the likelihood has no clear maximum.</summary>
    public static Estimate? Fit(IReadOnlyList<Buyer> buyers) =>
        MaximumLikelihood.Fit(at => Of(at).LogLikelihood(buyers), StartsOf(buyers));

    /// <summary>
    /// With a weak prior on how customers stop: where hardly any stop, or all with the same probability, the likelihood
    /// rises for ever as <see cref="A"/> falls, or as it grows together with <see cref="B"/>. Null where it
    /// has no maximum for another reason, as where people buy by the calendar.
    /// </summary>
    public static Estimate? FitWithPrior(IReadOnlyList<Buyer> buyers) => MaximumLikelihood.Fit(
        at => Of(at).LogLikelihood(buyers) + TypicalA.LogDensity(at[2]) + TypicalB.LogDensity(at[3]),
        StartsOf(buyers)) is { } found
        ? found with { LogLikelihood = Of(found.At).LogLikelihood(buyers) }
        : null;

    /// <summary>
    /// In log space, so that no number of orders and no age exceeds a double (note 027 of the authors).
    /// </summary>
    public double LogLikelihood(IReadOnlyList<Buyer> buyers)
    {
        var sum = 0.0;
        var byOrders = new Dictionary<int, double>();
        foreach (var one in buyers)
        {
            if (!byOrders.TryGetValue(one.Orders, out var constant))
                byOrders[one.Orders] = constant = OfOrders(one.Orders);
            var exponent = R + one.Orders;
            var alive = -exponent * Math.Log(Alpha + one.Age);
            sum += one.Count * (constant + (one.Orders == 0
                ? alive
                : LogSum(alive, Math.Log(A / (B + one.Orders - 1)) - exponent * Math.Log(Alpha + one.Last))));
        }
        return sum;
    }

    /// <summary>
    /// Orders expected of a customer with this past within <paramref name="weeks"/> from now (formula 10 there).
    /// </summary>
    public double Expected(int orders, double last, double age, double weeks) =>
        weeks <= 0 ? 0 : Coming(orders, age, weeks) * Alive(orders, last, age);

    /// <summary>Orders after the first one that a new customer makes within so many weeks (formula 9 there).</summary>
    public double ExpectedOfNew(double weeks) => weeks <= 0 ? 0 : Coming(0, 0, weeks);

    /// <summary>The probability that a customer with this past has not stopped.</summary>
    public double Alive(int orders, double last, double age) => orders == 0
        ? 1
        : 1 / (1 + A / (B + orders - 1) * Math.Exp((R + orders) * Math.Log((Alpha + age) / (Alpha + last))));

    private double Coming(int orders, double age, double weeks)
    {
        var a = Math.Abs(A - 1) < Beside ? 1 + Beside : A;
        var c = a + B + orders - 1;
        if (Math.Abs(c) < Beside) c = Beside;
        var weight = GaussSeries.Times(
            (R + orders) * Math.Log((Alpha + age) / (Alpha + age + weeks)),
            R + orders, B + orders, c, weeks / (Alpha + age + weeks));
        return Math.Max(0, c / (a - 1) * (1 - weight));
    }

    private static IEnumerable<double[]> StartsOf(IReadOnlyList<Buyer> buyers) =>
        Starts(buyers.Sum(one => one.Age * one.Count) / buyers.Count());

    private double OfOrders(int orders) =>
        SpecialFunctions.GammaLn(R + orders) - SpecialFunctions.GammaLn(R) + R * Math.Log(Alpha)
        + SpecialFunctions.GammaLn(A + B) + SpecialFunctions.GammaLn(B + orders)
        - SpecialFunctions.GammaLn(B) - SpecialFunctions.GammaLn(A + B + orders);

    private static double LogSum(double a, double b) =>
        Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));
}
