using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tracks;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Tests.Loyalty;

/// <summary>The 23,570 customers of a record shop as tracks: a line is a purchase, its CDs the pieces.</summary>
internal static class CdnowTracks
{
    /// <summary>Everybody's first order came on one of the first 84 days.</summary>
    public static readonly int FirstDay = Days.Of(new LocalDate(1997, 1, 1));

    public static readonly int Today = Days.Of(new LocalDate(1998, 6, 30));

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd");

    public static List<Track> Read() =>
        [.. SharedData.Lines("cdnow_master.txt.gz")
            .Select(line => line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells[0] != "customer_id")
            .Select((cells, line) => (
                Customer: cells[0], Line: line, Day: Days.Of(Date.Parse(cells[1]).Value),
                Pieces: int.Parse(cells[2], CultureInfo.InvariantCulture),
                Amount: decimal.Parse(cells[3], CultureInfo.InvariantCulture)))
            .GroupBy(bought => bought.Customer)
            .Select(customer => new Track
            {
                LeadId = customer.Key,
                Product = "cd",
                Start = customer.Min(bought => bought.Day),
                CameBy = new CameBy(null, null, null, null, false),
                Purchases = customer.Aggregate(
                    PurchaseHistory.Empty, (history, bought) => history.Add(new Purchase(
                        Touch.ShortHash($"line-{bought.Line}"), bought.Day, bought.Amount, default))),
                Baskets = [.. customer.OrderBy(bought => bought.Day).Select(bought => new Basket(
                    $"line-{bought.Line}", bought.Day, bought.Amount, bought.Pieces, null, [], null))],
            })];
}
