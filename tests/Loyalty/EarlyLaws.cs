using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Loyalty;

/// <summary>Early days hold what was known at their end, of what people did themselves.</summary>
public sealed class EarlyLaws
{
    private static readonly StudyBasis Basis = StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today);

    private static readonly EarlyDays Days =
        EarlyDays.Of(Basis.Edition.Insights.Loyalty, Basis.Edition.Rules);

    /// <summary>Refunds of anything, orders, baskets and reactions; none of them within the early days.</summary>
    [Fact]
    public void Whatever_becomes_known_later_moves_neither_the_days_nor_what_is_seen_in_them()
    {
        var random = new Random(11);
        foreach (var track in SyntheticTracks.Make(400, seed: 11))
        {
            var first = Early.FirstOrder(track, Days, Basis.Today)!.Value;
            var after = first + Days.Days + random.Next(200);
            var purchases = track.Purchases.Add(new Purchase(Touch.ShortHash("more"), after, 1, default));
            foreach (var bought in track.Purchases.Purchases.Where(_ => random.Next(2) == 0))
                purchases = purchases.Add(new Refund(
                    Touch.ShortHash(bought.IdHash), bought.IdHash, after, bought.Amount));
            var later = track with
            {
                Purchases = purchases,
                Baskets = [.. track.Baskets, new Basket("late", after, 9, 9, .1m, ["b", "c", "d", "e"], null)],
                Touchpoints = [.. track.Touchpoints, new Touchpoint(default, after, "brochure", "web", null)],
            };

            Assert.Equal(first, Early.FirstOrder(later, Days, Basis.Today));
            Assert.Equal(Seen(track), Seen(later));
        }
    }

    [Fact]
    public void A_basket_that_was_sent_back_within_the_days_tells_nothing()
    {
        var track = With(
            Basket("big", 100, ["a", "b", "c", "d"], 5), Basket("kept", 100, ["a"], 1),
            Basket("gone", 120, ["e", "f"], 2));
        Assert.Contains("articles.5", Seen(track));
        Assert.Contains("pieces.4", Seen(track));

        var sentBack = track with { Purchases = Back(Back(track.Purchases, "big", 110), "gone", 130) };
        Assert.Equal(100, Early.FirstOrder(sentBack, Days, Basis.Today));
        Assert.DoesNotContain(Seen(sentBack), id => id.StartsWith("pieces", StringComparison.Ordinal));
        Assert.DoesNotContain(Seen(sentBack), id => id.StartsWith("articles", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_sent_the_first_order_back_soon_begins_with_the_next_one()
    {
        var track = With(Basket("first", 100, ["a"], 1), Basket("next", 140, ["a"], 1));

        Assert.Equal(140, Early.FirstOrder(
            track with { Purchases = Back(track.Purchases, "first", 110) }, Days, Basis.Today));
        Assert.Equal(100, Early.FirstOrder(
            track with { Purchases = Back(track.Purchases, "first", 300) }, Days, Basis.Today));
        Assert.Null(Early.FirstOrder(
            track with { Purchases = Back(Back(track.Purchases, "first", 110), "next", 150) }, Days, Basis.Today));
    }

    [Fact]
    public void What_sales_reports_is_no_early_behaviour()
    {
        Assert.All(Days.Types, type => Assert.False(LeadScoring.Sales.Outcomes.IsReported(type), type));
        Assert.Contains("test-drive", Days.Types);
    }

    [Fact]
    public void A_campaign_by_which_somebody_came_is_seen_only_once_that_was_known()
    {
        var track = With(Basket("first", 100, ["a"], 1)) with
        {
            Start = 90,
            CameBy = new CameBy("draw", null, null, "web", true) { Day = 100 + Days.Days },
        };
        string[] came = ["campaign.draw", "channel.web", "referred"];

        Assert.Empty(Seen(track).Intersect(came));
        Assert.Equal(came, Seen(track with { CameBy = track.CameBy with { Day = 99 } }).Intersect(came).Order());
    }

    /// <summary>The rule names the span of what customers were held to.</summary>
    [Fact]
    public void Where_the_average_order_changed_the_rule_says_from_what_to_what()
    {
        var tracks = SyntheticTracks.Make(200, seed: 12);
        var middle = SyntheticTracks.FirstDay + 15 + 450;
        var rules = Basis.Edition.Rules with
        {
            Classes = Basis.Edition.Rules.Classes with
            {
                AverageOrderValue = new Dictionary<string, IReadOnlyList<FrozenAverage>>
                {
                    ["car"] = [new(0, 100), new(middle, 140), new(SyntheticTracks.Today, 900)],
                },
            },
        };
        var basis = Basis with { Edition = Basis.Edition with { Rules = rules } };

        var report = Json.Read<GoldenReport>(new GoldenRouteStudy().Run(tracks, basis));
        Assert.Equal(new Averages(100, 140), report.Averages);
    }

    private static List<string> Seen(Track track) =>
        [.. Early.Of(track, Early.FirstOrder(track, Days, Basis.Today)!.Value, Days).Select(one => one.Id).Order()];

    private static Basket Basket(string id, int day, string[] skus, int pieces) =>
        new(Touch.ShortHash(id), day, 10, pieces, null, skus, null);

    private static Track With(params Basket[] baskets) => new()
    {
        LeadId = "0a",
        Product = "car",
        Start = baskets[0].Day,
        CameBy = new CameBy(null, null, null, null, false),
        Baskets = baskets,
        Purchases = baskets.Aggregate(PurchaseHistory.Empty, (history, basket) => history.Add(
            new Purchase(basket.IdHash, basket.Day, basket.Amount, default))),
    };

    private static PurchaseHistory Back(PurchaseHistory history, string id, int day) => history.Add(
        new Refund(Touch.ShortHash("back-" + id), Touch.ShortHash(id), day, 10));
}
