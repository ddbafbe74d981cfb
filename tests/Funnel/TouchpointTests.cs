using LeadScoring.Funnel;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Loyalty;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Funnel;

public sealed class TouchpointTests
{
    private const int Start = 20_000;
    private const int Today = Start + 400;
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch;

    /// <summary>Test drives lead to orders; whether a brochure was asked for does not matter.</summary>
    [Fact]
    public void What_leads_to_orders_stands_out_and_what_does_not_stays_within_its_interval()
    {
        var covered = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var report = Report(Drivers(new Random(seed)));
            Assert.Equal(report.Buyers, report.Matched);
            Assert.Equal(report.Buyers, report.Sequences.Sum(one => one.Buyers));
            var window = report.Windows.Single(window => window.Before == 90);
            var drive = window.Touches.Single(touch => touch.Value == "test-drive");
            Assert.Equal(20, drive.Median);
            Assert.InRange(drive.Buyers.Value!.Value, .45, .70); // 4/7
            Assert.InRange(drive.Others.Value!.Value, .13, .24); // 2/11 of those who did not buy
            Assert.True(drive.Lift.Low > 1.5);
            var brochure = window.Touches.Single(touch => touch.Value == "brochure");
            if (brochure.Lift.Low < 1 && brochure.Lift.High > 1) covered++;
        }
        Assert.InRange(covered, 16, 20); // 95 of 100
    }

    /// <summary>A touch that does not matter, of leads of one month; what share of all leads had it is known.</summary>
    [Theory]
    [InlineData(.3, 300)]
    [InlineData(.97, 150)]
    public void The_others_are_people_each_once_and_their_interval_holds_the_truth(double buy, int leads)
    {
        const int Draws = 200;
        var (held, lifts) = (0, 0);
        for (var seed = 0; seed < Draws; seed++)
        {
            var random = new Random(seed);
            var window = Report(Enumerable.Range(0, leads).Select(_ => Lead(
                0, random.NextDouble() < buy ? random.Next(1, 90) : null,
                [(0, "entry"), .. random.Next(5) == 0 ? [(0, "brochure")] : Array.Empty<(int, string)>()])))
                .Windows.Single(window => window.Before == 365);
            var brochure = window.Touches.Single(touch => touch.Value == "brochure");
            Assert.InRange(window.Others, .9 * leads, leads); // less who bought on the first day
            Assert.Equal(window.Others, brochure.Others.N);
            if (brochure.Others.Low <= .2 && brochure.Others.High >= .2) held++;
            if (brochure.Lift.Low <= 1 && brochure.Lift.High >= 1) lifts++;
        }
        Assert.InRange(held, .92 * Draws, Draws);
        Assert.InRange(lifts, .92 * Draws, Draws);
    }

    /// <summary>Buyers whom the till told, without touchpoints and with nobody of their month beside them.</summary>
    [Fact]
    public void Buyers_without_others_beside_them_do_not_make_the_others_look_better()
    {
        var campaign = Enumerable.Range(0, 100).Select(n => Lead(0, 40, n < 80 ? [(20, "test-drive")] : []));
        var open = Enumerable.Range(0, 100).Select(n => Lead(0, null, n < 10 ? [(20, "test-drive")] : []));
        var told = Enumerable.Range(0, 900).Select(_ => Lead(-300, -300, []));

        var report = Report([.. campaign, .. open, .. told]);

        Assert.Equal((1000, 100), (report.Buyers, report.Matched));
        var drive = report.Windows.Single(window => window.Before == 90).Touches.Single(
            touch => touch is { Kind: "type", Value: "test-drive" });
        Assert.Equal((.8, .1), (drive.Buyers.Value!.Value, Math.Round(drive.Others.Value!.Value, 9)));
        Assert.Equal(8, drive.Lift.Value!.Value, 9);
        Assert.Equal(200, drive.Lift.N);
    }

    [Fact]
    public void What_sales_reported_is_no_touchpoint()
    {
        var touches = new[] { (0, "entry"), (30, "call-reached"), (35, "outcome-quote"), (39, "outcome-won") };
        var report = Report([Lead(0, 40, touches), Lead(0, null, touches)]);

        Assert.Equal(["entry"], Assert.Single(report.Sequences).Steps);
        Assert.All(report.Windows.SelectMany(window => window.Touches), touch =>
            Assert.True(touch is { Kind: "channel", Value: "web" } or { Kind: "type", Value: "entry" }));
    }

    [Fact]
    public void What_came_after_the_order_or_too_early_is_not_told_of_it()
    {
        var track = Lead(0, 100, [(0, "entry"), (5, "brochure"), (80, "quote"), (101, "test-drive")]);
        var report = Report([track]);
        Assert.Equal((1, 0), (report.Buyers, report.Matched));
        double? Share(int before, string type) => report.Windows.Single(window => window.Before == before).Touches
            .SingleOrDefault(touch => touch.Kind == "type" && touch.Value == type)?.Buyers.Value;
        Assert.Equal((1, 0, 1), (Share(30, "quote"), Share(30, "brochure"), Share(365, "brochure")));
        Assert.Null(Share(365, "test-drive"));
        Assert.Equal(["entry", "brochure", "quote"], Assert.Single(report.Sequences).Steps);
        Assert.All(report.Windows.SelectMany(window => window.Touches), touch => Assert.Null(touch.Others.Value));
    }

    [Fact]
    public void The_report_is_the_same_however_leads_are_spread_over_buckets()
    {
        var random = new Random(3);
        var tracks = Enumerable.Range(0, 300).Select(_ => Lead(
            random.Next(90), random.Next(3) == 0 ? random.Next(90, 300) : null,
            [.. Enumerable.Range(0, random.Next(6)).Select(_ => (random.Next(90, 300), $"type-{random.Next(3)}"))]))
            .ToList();
        var expected = new TouchpointStudy().Run(tracks, StudyBases.Of("car", 100, Today));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tracks));
        Assert.Equal(expected, new TouchpointStudy().Run(tracks, StudyBases.Of("car", 100, Today)));
    }

    [Fact]
    public async Task The_door_says_that_there_is_no_report_yet_and_then_gives_it()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await brand.EnterAsync("hanako@example.jp");
        var before = await brand.GetAsync("/api/insights/touchpoints?product=car&lang=en");
        Assert.Null(before["report"]);
        Assert.StartsWith("Not made yet", (string)before["note"]!, StringComparison.Ordinal);
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id = "p-1", email = "hanako@example.jp", occurredAt = "2027-02-01T01:00:00Z", product = "car",
                    amount = 3_800_000, currency = "JPY",
                },
            },
        });
        await brand.SettleAsync();
        await brand.RefreshInsightsAsync();
        var answer = await brand.GetAsync("/api/insights/touchpoints?product=car&before=30&lang=en");
        Assert.Equal((1, 0), ((int)answer["report"]!["buyers"]!, (int)answer["report"]!["matched"]!));
        Assert.StartsWith("Of 1 buyers only", (string)answer["note"]!, StringComparison.Ordinal);
        Assert.StartsWith(
            "kind,value,label,buyers,buyersLow,buyersHigh,others,",
            await brand.Http.GetStringAsync("/api/insights/touchpoints?product=car&before=30&format=csv"),
            StringComparison.Ordinal);
        await brand.GetAsync("/api/insights/touchpoints?product=car&before=31", 400);
    }

    private static IEnumerable<Track> Drivers(Random random)
    {
        for (var n = 0; n < 2000; n++)
        {
            var (start, driven, brochure) = (n % 60, random.Next(4) == 0, random.Next(2) == 0);
            var touches = new List<(int, string)> { (start, "entry") };
            if (brochure) touches.Add((start + 10, "brochure"));
            if (driven) touches.Add((start + 20, "test-drive"));
            yield return Lead(start, random.NextDouble() < (driven ? .4 : .1) ? start + 40 : null, touches);
        }
    }

    private static TouchpointReport Report(IEnumerable<Track> tracks) =>
        Json.Read<TouchpointReport>(new TouchpointStudy().Run(tracks, StudyBases.Of("car", 100, Today)));

    private static Track Lead(int start, int? bought, IEnumerable<(int Day, string Type)> touches) => new()
    {
        LeadId = "0a",
        Product = "car",
        Start = Start + start,
        CameBy = new CameBy(null, null, null, "web", false),
        Touchpoints =
        [
            .. touches.OrderBy(touch => touch.Day).Select(touch => new Touchpoint(
                Day.AddDays(Start + touch.Day), Start + touch.Day, touch.Type, "web", null)),
        ],
        Purchases = bought is not { } day ? PurchaseHistory.Empty : PurchaseHistory.Empty.Add(new Purchase(
            Touch.ShortHash("order"), Start + day, 100, Day.AddDays(Start + day).AddHours(12))),
    };
}
