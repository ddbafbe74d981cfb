using LeadScoring.Value;

namespace LeadScoring.Tests.Value;

/// <summary>
/// A real shop: of the published tenth of its customers the published parameters (Fader, Hardie and Lee 2005, and their
/// note 025), and of all its customers those that another program found.
/// </summary>
public sealed class CdnowValueTests
{
    [Fact]
    public void The_published_sample_has_the_published_parameters()
    {
        var buyers = AtHalfTime(Cdnow.Sample());
        var (orders, spend) = (BgNbd.Fit(buyers)!, GammaGamma.Fit(buyers)!);

        Assert.Equal(2_357, buyers.Sum(one => one.Count));
        Assert.Equal(-9582.43, orders.LogLikelihood, .01);
        Near([.24259, 4.41353, .79289, 2.42575], orders.At, .0001);
        Near([6.25, 3.74, 15.44], spend.At, .002);
    }

    [Fact]
    public void All_customers_have_the_parameters_that_another_program_found()
    {
        var buyers = AtHalfTime(Cdnow.Customers());
        var (orders, spend) = (BgNbd.Fit(buyers)!, GammaGamma.Fit(buyers)!);

        Assert.Equal(-95_368.4439, orders.LogLikelihood, .001);
        Near([.251624, 4.788943, .723434, 2.161088], orders.At, .0001);
        Assert.All(
            orders.StandardErrors.Zip(orders.At, (error, at) => error / at), one => Assert.InRange(one, .01, .1));
        Near([6.2754, 3.6244, 14.9837], spend.At, .001);
    }

    [Fact]
    public void A_customer_of_the_article_is_expected_to_order_as_often_as_published() =>
        Assert.Equal(1.226, new BgNbd(.243, 4.414, .793, 2.426).Expected(2, 30.43, 38.86, 39), .001);

    /// <summary>Of the second half the models tell too little: 86 % of what came.</summary>
    [Fact]
    public void The_first_half_tells_the_second_and_says_how_well()
    {
        var report = LtvReports.Of(Cdnow.Customers(), Cdnow.End, "USD", new Terms(1, 0));

        var check = report.HoldOut!;
        Assert.Equal(("1997-09-30", "1998-06-30"), (check.From, check.To));
        Assert.Equal(23_570, check.Customers);
        Assert.InRange(check.ExpectedOrders.Value!.Value / check.ActualOrders, .84, .88);
        Assert.InRange(check.ExpectedAmount.Value!.Value / check.ActualAmount, .7, .95);
        Assert.Equal(8, check.Groups.Count);
        Assert.Equal(check.Customers, check.Groups.Sum(group => group.Expected.N));
        Assert.All(check.Groups.Where(group => group.Orders < 7), group =>
            Assert.InRange(group.Expected.Value!.Value - group.Actual.Value!.Value, -.5, .5));
        Assert.All(check.Weeks, week => Assert.InRange(week.Expected - week.Actual, -3_000, 3_000));
        var year = report.Horizons.Single(one => one.Days == 365);
        Assert.InRange(year.TopTenthShare.Value!.Value, .4, .8);
        Assert.Equal(year.PerCustomer.Value!.Value * 23_570, year.Total.Value!.Value, 1e-6 * year.Total.Value.Value);
        Assert.Equal(500, report.Top.Count);
    }

    private static IReadOnlyList<Buyer> AtHalfTime(IEnumerable<BuyerStory> customers) =>
        Buyer.Together(customers.Select(customer => customer.AsOf(Cdnow.HalfTime)).OfType<Buyer>());

    private static void Near(double[] expected, IReadOnlyList<double> found, double relative) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, relative * pair.First));
}
