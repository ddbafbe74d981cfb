using LeadScoring.Campaigns;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Tracks;

/// <summary>How somebody came is told by their first days, and by nothing behind the first purchase.</summary>
public sealed class ComingTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProductLine Car = SampleContent.Edition.Rules.Products["car"];

    [Fact]
    public void A_campaign_entered_within_the_first_days_and_before_any_order_is_the_one_they_came_by()
    {
        var came = Of([Entry("launch", 3)], [Point("page-view", 0, "web", null)], boughtOn: 3);

        Assert.Equal(
            new CameBy("launch", "news", "mail", "web", true) { Day = Car.DayOf(Begin.AddDays(3)) }, came);
    }

    [Fact]
    public void A_campaign_entered_by_a_customer_is_not()
    {
        Assert.Equal(new CameBy(null, null, null, null, false), Of([Entry("loyal-draw", 3)], [], boughtOn: -2000));
        Assert.Equal(new CameBy(null, null, null, null, false), Of([Entry("loyal-draw", 3)], [], boughtOn: 2));
    }

    [Fact]
    public void A_campaign_entered_long_after_the_first_touchpoint_is_not_and_what_was_first_stays()
    {
        var touch = Point("mail-open", 0, "mail", null);

        Assert.Equal("draw", Of([Entry("draw", Coming.Within - 1)], [touch]).Campaign);
        Assert.Equal(
            new CameBy(null, null, null, "mail", false) { Day = touch.Day },
            Of([Entry("draw", Coming.Within)], [touch]));
    }

    /// <summary>Whatever happens later changes nothing.</summary>
    [Fact]
    public void The_campaign_of_a_first_touchpoint_counts_where_nothing_was_entered()
    {
        var touch = Point("page-view", 0, "web", "landing");
        var came = new CameBy("landing", null, null, "web", false) { Day = touch.Day };

        Assert.Equal(came, Of([], [touch]));
        Assert.Equal(came, Of([], [touch, Point("page-view", 1, "mail", "other")], boughtOn: 5));
        Assert.Equal(came, Of([Entry("draw", 400)], [touch], boughtOn: 5));
    }

    private static CameBy Of(IReadOnlyList<Entry> entries, IReadOnlyList<Touchpoint> others, int? boughtOn = null)
    {
        var lead = new Lead
        {
            Id = "0a",
            Profile = new Profile
            {
                Email = "hanako@example.jp",
                CreatedAt = Begin,
                ReferredBy = entries is [var first, ..]
                    ? new ReferredBy("code", first.Hash, first.CampaignId, first.ReceivedAt.AddHours(1))
                    : null,
            },
        };
        var purchases = boughtOn is not { } day ? PurchaseHistory.Empty : PurchaseHistory.Empty.Add(new Purchase(
            Touch.ShortHash("p"), Car.DayOf(Begin.AddDays(day)), 1, Begin.AddDays(day)));
        var points = entries.Select(entry => new Touchpoint(
            entry.ReceivedAt, Car.DayOf(entry.ReceivedAt), Entering.ReactionType, "web", entry.CampaignId));
        return Coming.Of(lead, entries, [.. points.Concat(others).OrderBy(point => point.At)], purchases, Car);
    }

    private static Entry Entry(string campaign, int day) => new()
    {
        EntryId = "e",
        CampaignId = campaign,
        Email = "hanako@example.jp",
        Locale = "ja",
        ReceivedAt = Begin.AddDays(day),
        Source = new EntrySource("news", "mail", null, null, null, null, null),
    };

    private static Touchpoint Point(string type, int day, string channel, string? campaign) =>
        new(Begin.AddDays(day), Car.DayOf(Begin.AddDays(day)), type, channel, campaign);
}
