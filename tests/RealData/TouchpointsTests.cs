using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Spend;

namespace LeadScoring.Tests.RealData;

/// <summary>
/// 62,483 real touchpoints of 7,896 people, nearly all out of order, through the API: the list is the one that plain
/// arithmetic on the raw lines gives, lead by lead and bit for bit, however the events arrive and however often; and
/// the credit of the channels is that of the reference.
/// </summary>
[Collection(nameof(TouchpointsTests))]
public sealed class TouchpointsTests
{
    private const double HalfLifeDays = 90;
    private const double HalfSaturation = 60;

    private static readonly Dictionary<string, (double Points, int CapPerDay)> Weights = new()
    {
        ["facebook"] = (1.5, 3),
        ["instagram"] = (1.25, 3),
        ["online-display"] = (0, 5), // seen by many, says nothing: whoever saw only this ranks last
        ["online-video"] = (2, 2),
        ["paid-search"] = (4, 2),
        ["conversion"] = (20, 1),
    };

    private static readonly object Rules = new
    {
        version = 1,
        products = new
        {
            trip = new
            {
                name = OwnContent.Text("Trip"), halfLifeDays = HalfLifeDays, halfSaturation = HalfSaturation,
                timeZone = "Asia/Tokyo", currency = "USD", onPurchase = "keep",
            },
        },
        reactions = Weights.ToDictionary(
            type => type.Key,
            type => new
            {
                label = OwnContent.Text(type.Key), points = type.Value.Points, capPerDay = type.Value.CapPerDay,
            }),
        stages = new object[]
        {
            new { id = "new", label = OwnContent.Text("New") },
            new { id = "warm", label = OwnContent.Text("Warm"), enter = 20, leave = 12 },
            new { id = "hot", label = OwnContent.Text("Hot"), enter = 50, leave = 40 },
        },
        classes = new
        {
            toddlerDays = 90, loyalDays = 210, factor = 7, lapsedDays = 240, tenure = "to-today",
            averageOrderValue = new { trip = new[] { new { from = "2018-01-01", value = 100 } } },
        },
    };

    [Fact]
    public async Task The_list_and_the_credit_of_real_touchpoints_are_the_known_ones_in_any_order_and_with_repeats()
    {
        var touches = Touches();
        var once = await ListOfAsync(touches, _ => Task.CompletedTask);
        ExpectPlainList(touches, once);

        Touch[] shuffled = [.. touches, .. touches.Where((_, n) => n % 10 == 9)];
        new Random(20180731).Shuffle(shuffled);
        var often = await ListOfAsync(shuffled, async brand =>
        {
            var paid = touches.Where(touch => touch.Paid is not null);
            await brand.FeedAsync("purchases", paid.Select(touch => touch.ToPurchase()));
            await ExpectCreditAsync(brand);
        });
        ExpectPlainList(touches, often);

        // Lead ids are keyed by the store, so people are matched by address; nothing else of them may differ by a bit.
        var byEmail = often.ToDictionary(lead => (string)lead["email"]!, Comparable, StringComparer.Ordinal);
        Assert.All(once, lead => Assert.Equal(Comparable(lead), byEmail[(string)lead["email"]!]));
    }

    private static async Task<List<JsonNode>> ListOfAsync(IReadOnlyList<Touch> touches, Func<Brand, Task> then)
    {
        using var content = new OwnContent("trip", Rules);
        await using var brand = await Brand.OpenAsync(now: "2018-08-01T03:00:00Z", null, content.Setting);
        await brand.FeedAsync("reactions", touches.Select(touch => touch.ToReaction()));
        var list = await brand.ListAsync("product=trip", pageSize: 700);
        await then(brand);
        return list;
    }

    /// <summary>The six columns of the reference, through the door, to the digits that it gives.</summary>
    private static async Task ExpectCreditAsync(Brand brand)
    {
        await brand.RefreshInsightsAsync();
        var told = await brand.GetAsync("/api/insights/attribution?product=trip");
        Assert.Equal(0, (int)told["made"]!["waiting"]!);
        Assert.Equal((9_506, 1_838, 11_423.5m), (
            (int)told["paths"]!, (int)told["conversions"]!, (decimal)told["revenue"]!));
        var places = told["places"]!.AsArray().ToDictionary(
            place => (string)place!["place"]!, place => place!["credit"]!);
        Assert.Equal(TouchpointTableTests.Channels.Order(), places.Keys.Order());
        foreach (var (rule, column) in TouchpointTableTests.Table)
        {
            double Of(string channel, string what) => (double)places[channel][rule]![what]!["value"]!;
            foreach (var (channel, expected) in TouchpointTableTests.Channels.Zip(column))
                Assert.Equal(expected, Of(channel, "conversions"), .005001);
            Assert.Equal(1_838, places.Keys.Sum(channel => Of(channel, "conversions")), 1e-6);
            Assert.Equal(11_423.5, places.Keys.Sum(channel => Of(channel, "revenue")), 1e-6);
        }
    }

    private static void ExpectPlainList(IReadOnlyList<Touch> touches, List<JsonNode> listed)
    {
        Assert.Equal(7_896, listed.Count);
        var today = Touch.DayOf(DateTimeOffset.Parse("2018-08-01T03:00:00Z", CultureInfo.InvariantCulture));
        var plain = touches.GroupBy(touch => touch.Email, StringComparer.Ordinal).ToDictionary(
            lead => lead.Key, lead => new Plain([.. lead], today), StringComparer.Ordinal);
        foreach (var lead in listed)
        {
            var expected = plain[(string)lead["email"]!];
            Assert.Equal(expected.Points, (double)lead["points"]!);
            Assert.Equal(
                expected.Points > 0 ? 100 * expected.Points / (expected.Points + HalfSaturation) : 0,
                (double)lead["score"]!);
        }
        var order = listed
            .OrderByDescending(lead => plain[(string)lead["email"]!].RankKey)
            .ThenBy(lead => (string)lead["leadId"]!, StringComparer.Ordinal);
        Assert.Equal(order.Select(lead => (string)lead["email"]!), listed.Select(lead => (string)lead["email"]!));
        Assert.Contains(listed, lead => (double)lead["points"]! == 0);
        Assert.All(listed.Zip(listed.Skip(1)), pair =>
            Assert.True((double)pair.First["points"]! >= (double)pair.Second["points"]! * (1 - 2e-9)));
    }

    private static string Comparable(JsonNode lead)
    {
        var copy = lead.DeepClone().AsObject();
        copy.Remove("leadId");
        copy.Remove("stageSince");
        return copy.ToJsonString();
    }

    private static List<Touch> Touches() =>
        [.. SharedData.Lines("attribution_touchpoints.csv.gz").Skip(1).Select(line => line.TrimEnd('\r').Split(','))
            .Select((cells, line) => new Touch(
                $"line-{line}", $"{cells[0].ToLowerInvariant()}@example.com",
                DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture),
                cells[2] == "conversion" ? "conversion" : cells[5].ToLowerInvariant().Replace(' ', '-'), cells[5],
                cells[3] == "1" ? decimal.Parse(cells[4], CultureInfo.InvariantCulture) : null))];

    /// <summary>A line; only a conversion is paid for.</summary>
    private sealed record Touch(
        string Id, string Email, DateTimeOffset At, string Type, string Channel, decimal? Paid)
    {
        /// <summary>Tokyo has been nine hours ahead of UTC all year since 1951.</summary>
        public static int DayOf(DateTimeOffset at) => (int)Math.Floor((at.ToUnixTimeSeconds() + 9 * 3600) / 86_400.0);

        public object ToReaction() => new { id = Id, email = Email, type = Type, occurredAt = At, channel = Channel };

        public object ToPurchase() =>
            new { id = Id, email = Email, product = "trip", occurredAt = At, amount = Paid, currency = "USD" };
    }

    /// <summary>One lead's figures straight from its raw lines; no code of the product takes part.</summary>
    private sealed class Plain(IReadOnlyList<Touch> touches, int today)
    {
        private readonly List<(int Day, string Type, int Count)> _counts =
            [.. touches.GroupBy(touch => (Day: Touch.DayOf(touch.At), touch.Type))
                .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Type, StringComparer.Ordinal)
                .Select(group => (group.Key.Day, group.Key.Type, group.Count()))];

        public double Points => On(today);

        /// <summary>
        /// log2 of the points on the newest day that counts, moved to a common day, to nine digits; last without
        /// points.
        /// </summary>
        public double RankKey
        {
            get
            {
                var effective = _counts.Where(count => Weights[count.Type].Points != 0).ToList();
                return effective is [.., var newest] && On(newest.Day) > 0
                    ? Math.Round((Math.Log2(On(newest.Day)) + newest.Day / HalfLifeDays) * 1e9)
                    : double.NegativeInfinity;
            }
        }

        private double On(int day)
        {
            var sum = 0.0;
            foreach (var (counted, type, count) in _counts)
                sum += Math.Min(count, Weights[type].CapPerDay) * Weights[type].Points
                    * Math.Pow(2, (counted - day) / HalfLifeDays);
            return sum;
        }
    }
}
