using System.Globalization;
using LeadScoring.Scoring;
using LeadScoring.Value;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Tests.Value;

/// <summary>The purchase log of a real shop, its orders by day.</summary>
internal static class Cdnow
{
    public static readonly int HalfTime = Days.Of(new LocalDate(1997, 9, 30));
    public static readonly int End = Days.Of(new LocalDate(1998, 6, 30));

    /// <summary>Skips the calling test where the data is absent.</summary>
    public static IReadOnlyList<BuyerStory> Customers() => Read(_ => true);

    /// <summary>The tenth of them that the published figures are of.</summary>
    public static IReadOnlyList<BuyerStory> Sample()
    {
        var numbers = PublishedTenth.Numbers();
        return Read(number => numbers.Contains(int.Parse(number, CultureInfo.InvariantCulture)));
    }

    private static IReadOnlyList<BuyerStory> Read(Func<string, bool> isWanted) =>
        [.. SharedData.Lines("cdnow_master.txt.gz")
            .Select(line => line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells[0] != "customer_id" && isWanted(cells[0]))
            .Select(cells => (Customer: cells[0], Day: DayOf(cells[1]),
                Amount: double.Parse(cells[3], CultureInfo.InvariantCulture)))
            .GroupBy(order => order.Customer).OrderBy(customer => customer.Key, StringComparer.Ordinal)
            .Select(customer => (customer.Key, Orders: customer.GroupBy(order => order.Day).OrderBy(day => day.Key)
                .Select(day => (day.Key, Amount: day.Sum(order => order.Amount))).ToList()))
            .Select(customer => new BuyerStory(
                customer.Key, [.. customer.Orders.Select(order => order.Key)],
                [.. customer.Orders.Select(order => order.Amount)]))];

    private static int DayOf(string text) =>
        Days.Of(LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(text).Value);
}
