using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Tests.Leads;

/// <summary>The classes of 23,570 real customers, against published counts and a plain recomputation.</summary>
public sealed class CdnowClassTests
{
    private static readonly ScoringRules Rules = SampleRules.Rules with
    {
        Classes = SampleRules.Rules.Classes with
        {
            AverageOrderValue = new Dictionary<string, IReadOnlyList<FrozenAverage>> { ["car"] = [new(0, 36.99m)] },
        },
    };

    [Theory]
    [InlineData("1998-06-30", 12_054, 0, 9_392, 0, 2_124)]
    [InlineData("1997-06-30", 15_550, 0, 7_360, 660, 0)]
    public void The_class_table_is_the_known_one(
        string asOf, int firstTime, int toddler, int steady, int trend, int loyal)
    {
        var day = Days.Of(LocalDatePattern.Iso.Parse(asOf).Value);
        var classes = Histories(Orders().Where(order => order.Day <= day))
            .Select(history => CustomerClass.Of(history.Value, Rules, SampleRules.Car, day).Class)
            .CountBy(name => name!)
            .ToDictionary();

        Assert.Equal(
            [firstTime, toddler, steady, trend, loyal],
            CustomerClass.All.Select(name => classes.GetValueOrDefault(name)));
    }

    [Theory]
    [InlineData(Tenure.ToToday)]
    [InlineData(Tenure.ToLatestPurchase)]
    public void Every_customer_is_what_a_plain_recomputation_says(Tenure tenure)
    {
        var rules = Rules with { Classes = Rules.Classes with { Tenure = tenure } };
        var day = Days.Of(new LocalDate(1998, 3, 15));
        var orders = Orders();
        var histories = Histories(orders);

        Assert.Equal(23_570, histories.Count);
        foreach (var customer in orders.Where(order => order.Day <= day).GroupBy(order => order.Customer))
        {
            var days = customer.Select(order => order.Day).Distinct().ToList();
            var age = (tenure == Tenure.ToToday ? day : days.Max()) - days.Min();
            var isBig = customer.Sum(order => order.Amount) >= 7 * 36.99m;
            var plain = (days.Count, age, isBig) switch
            {
                (1, _, _) => "first-time",
                (_, < 90, _) => "toddler",
                (_, _, false) => "steady",
                (_, < 210, true) => "trend",
                _ => "loyal",
            };

            var verdict = CustomerClass.Of(histories[customer.Key], rules, SampleRules.Car, day);

            Assert.Equal((plain, day - days.Max() >= 240), (verdict.Class, verdict.Lapsed));
        }
    }

    private static Dictionary<string, PurchaseHistory> Histories(
        IEnumerable<(string Customer, int Day, decimal Amount)> orders) =>
        orders.GroupBy(order => order.Customer, StringComparer.Ordinal).ToDictionary(
            customer => customer.Key,
            customer => Purchases.Of([.. customer.Select(order => (order.Day, order.Amount))]));

    private static List<(string Customer, int Day, decimal Amount)> Orders() =>
        [.. SharedData.Lines("cdnow_master.txt.gz")
            .Select(line => line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells[0] != "customer_id")
            .Select(cells => (
                cells[0],
                Days.Of(LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(cells[1]).Value),
                decimal.Parse(cells[3], CultureInfo.InvariantCulture)))];
}
