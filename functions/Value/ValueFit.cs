using LeadScoring.Inference;

namespace LeadScoring.Value;

/// <summary>How often customers order, and what an order is worth.</summary>
public sealed record ValueModel(BgNbd Orders, GammaGamma Spend);

/// <summary>
/// Both models with how surely their parameters are known; <paramref name="WithPrior"/>: data alone did not tell all of
/// them.
/// </summary>
public sealed record ValueFit(Estimate Orders, Estimate Spend, double Customers, bool WithPrior)
{
    /// <summary>More of the different pasts add work and hardly anything to the parameters.</summary>
    private const int MostToLearnFrom = 30_000;

    private const double LogStep = .01;
    private const int OrderParameters = 4;

    public ValueModel Model { get; } = new(BgNbd.Of(Orders.At), GammaGamma.Of(Spend.At));

    /// <summary>
    /// Null where one of the likelihoods has no maximum, even with a weak prior, or the mean order value none.
    /// </summary>
    public static ValueFit? Of(IReadOnlyList<Buyer> together)
    {
        var sample = together.Sample(MostToLearnFrom);
        var (plainOrders, plainSpend) = (BgNbd.Fit(sample), GammaGamma.Fit(sample));
        return (plainOrders ?? BgNbd.FitWithPrior(sample)) is { } orders
            && (plainSpend ?? GammaGamma.FitWithPrior(sample)) is { } spend
            && GammaGamma.Of(spend.At).HasMean
            ? new ValueFit(orders, spend, sample.Count(), plainOrders is null || plainSpend is null)
            : null;
    }

    /// <summary>
    /// The relative standard errors of figures that follow from the models, by the delta method: what is not known of
    /// the parameters. The chance in what each customer will do comes on top and fades with their number.
    /// </summary>
    public IReadOnlyList<double> RelativeErrors(Func<ValueModel, IReadOnlyList<double>> of)
    {
        var slopes = Enumerable.Range(0, Orders.At.Count + Spend.At.Count)
            .Select(i => of(Moved(i, LogStep)).Zip(of(Moved(i, -LogStep)), Slope).ToList()).ToList();
        return
        [
            .. Enumerable.Range(0, slopes[0].Count).Select(figure => Math.Sqrt(
                Orders.Variance([.. slopes.Take(OrderParameters).Select(one => one[figure])])
                + Spend.Variance([.. slopes.Skip(OrderParameters).Select(one => one[figure])]))),
        ];
    }

    /// <summary>Of the logarithm: figures are positive, and their intervals, too.</summary>
    private static double Slope(double up, double down) =>
        up > 0 && down > 0 ? (Math.Log(up) - Math.Log(down)) / (2 * LogStep) : 0;

    private ValueModel Moved(int parameter, double by) => parameter < OrderParameters
        ? Model with { Orders = BgNbd.Of(Moved(Orders.At, parameter, by)) }
        : Model with { Spend = GammaGamma.Of(Moved(Spend.At, parameter - OrderParameters, by)) };

    private static IReadOnlyList<double> Moved(IReadOnlyList<double> at, int parameter, double by) =>
        [.. at.Select((value, i) => i == parameter ? value * Math.Exp(by) : value)];
}
