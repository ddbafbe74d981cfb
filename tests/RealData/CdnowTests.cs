using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.RealData;

/// <summary>
/// The 69,659 purchases of 23,570 real customers, through the API; the class counts are those known of this data.
/// </summary>
[Collection(nameof(CdnowTests))]
public sealed class CdnowTests
{
    internal static readonly object Rules = new
    {
        version = 1,
        products = new
        {
            cd = new
            {
                name = OwnContent.Text("CD"), halfLifeDays = 90, halfSaturation = 60, timeZone = "America/New_York",
                currency = "USD", onPurchase = "keep",
            },
        },
        reactions = new { visit = new { label = OwnContent.Text("Visit"), points = 1, capPerDay = 1 } },
        stages = new object[] { new { id = "new", label = OwnContent.Text("New") } },
        classes = new
        {
            toddlerDays = 90, loyalDays = 210, factor = 7, lapsedDays = 240, tenure = "to-today",
            averageOrderValue = new { cd = new[] { new { from = "1997-01-01", value = 36.99m } } },
        },
    };

    [Fact]
    public async Task The_customer_classes_of_a_real_shop_are_the_known_ones()
    {
        var purchases = Purchases();
        using var content = new OwnContent("cd", Rules);
        // Still 30 June in New York.
        await using var brand = await Brand.OpenAsync(now: "1998-07-01T03:00:00Z", null, content.Setting);

        await brand.FeedAsync("purchases", purchases);

        var atTheEnd = await ClassesAsync(brand, "1998-06-30");
        Assert.Equal([12_054, 0, 9_392, 0, 2_124], Counts(atTheEnd["classes"]!));
        Assert.Equal([15_550, 0, 7_360, 660, 0], Counts((await ClassesAsync(brand, "1997-06-30"))["classes"]!));
        await ExpectListsOfTheDayAsync(brand, atTheEnd);
        await ExpectLoyaltyAsync(brand);

        // Every seventh sent once more, backwards, as by a shop that lost some answers: no purchase counts twice.
        var again = purchases.Where((_, index) => index % 7 == 0).Reverse();
        await brand.FeedAsync("purchases", again);
        Assert.Equal(atTheEnd.ToJsonString(), (await ClassesAsync(brand, "1998-06-30")).ToJsonString());
    }

    /// <summary>
    /// The routes to loyalty with the lifts known of this data, and the classes of the month as they were counted.
    /// </summary>
    private static async Task ExpectLoyaltyAsync(Brand brand)
    {
        // A run works off so many changed leads and says how many wait for the next.
        var answer = await brand.GetAsync("/api/insights/golden-route?product=cd");
        for (var run = 0; run == 0 || (run < 4 && (int)answer["made"]!["waiting"]! > 0); run++)
        {
            await brand.RefreshInsightsAsync();
            answer = await brand.GetAsync("/api/insights/golden-route?product=cd");
        }
        var report = answer["report"]!;
        Assert.Equal((23_570, .042), (
            (int)report["loyal"]!["n"]!, Math.Round((double)report["loyal"]!["value"]!, 3)));
        var lifts = report["routes"]!.AsArray().ToDictionary(
            route => (string)route!["routeId"]!, route => Math.Round((double)route!["all"]!["lift"]!["value"]!, 1));
        Assert.Equal(
            (7.0, 4.8, 2.7, 2.7), (lifts["orders.4"], lifts["orders.3"], lifts["orders.2"], lifts["pieces.4"]));
        var month = (await brand.GetAsync("/api/insights/class-moves?product=cd"))["months"]!.AsArray()[^1]!;
        Assert.Equal("1998-06", (string?)month["month"]);
        Assert.Equal(
            [12_054, 0, 9_392, 0, 2_124], month["classes"]!.AsArray().Select(one => (int)one!["customers"]!));
    }

    /// <summary>What the list says of each customer today is what the insight counts from the purchases.</summary>
    private static async Task ExpectListsOfTheDayAsync(Brand brand, JsonNode insight)
    {
        var listed = await brand.ListAsync("product=cd");
        Assert.Equal(23_570, listed.Select(lead => (string)lead["leadId"]!).Distinct().Count());
        Assert.Equal(23_570, listed.Count);
        Assert.Equal(
            Counts(insight["classes"]!), Classes.Select(name => listed.Count(lead => (string?)lead["class"] == name)));
        Assert.Equal(2_124, (await brand.ListAsync("class=loyal")).Count);
        foreach (var lead in listed.Where((_, index) => index % 500 == 0))
        {
            // One change into the class of the day; a customer cut in two by the calls may have had one before it.
            var changes = (await brand.GetAsync($"/api/leads/{lead["leadId"]}"))["classes"]!.AsArray();
            Assert.InRange(changes.Count, 1, 2);
            Assert.Equal((string?)lead["class"], (string?)changes[^1]!["to"]);
        }
    }

    internal static readonly string[] Classes = ["first-time", "toddler", "steady", "trend", "loyal"];

    private static IEnumerable<int> Counts(JsonNode classes) => Classes.Select(name => (int)classes[name]!);

    private static Task<JsonNode> ClassesAsync(Brand brand, string asOf) =>
        brand.GetAsync($"/api/insights/classes?product=cd&asOf={asOf}");

    private static List<object> Purchases() =>
        [.. SharedData.Lines("cdnow_master.txt.gz")
            .Select(line => line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells[0] != "customer_id")
            .Select((cells, line) => new
            {
                id = $"line-{line}",
                email = $"customer-{cells[0]}@example.com",
                occurredAt = $"{cells[1][..4]}-{cells[1][4..6]}-{cells[1][6..]}T12:00:00-05:00",
                product = "cd",
                amount = decimal.Parse(cells[3], CultureInfo.InvariantCulture),
                currency = "USD",
                items = new[] { new { sku = "cd", quantity = int.Parse(cells[2], CultureInfo.InvariantCulture) } },
            })];
}
