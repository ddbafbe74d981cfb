using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Reactions;
using LeadScoring.Rewards;
using NodaTime;

namespace LeadScoring.Tests.Rewards;

/// <summary>A small programme: a point for each full 100, 20 for feedback once a day, good for 12 months.</summary>
internal static class Programme
{
    public static DateTimeZone Tokyo { get; } = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];

    public static RewardRules Rules { get; } = Read("""
        { "name": { "en": "Points" }, "from": "2026-01-01", "expiresAfterMonths": 12, "spend": { "entry": 100 },
          "earn": [
            { "id": "bought", "label": { "en": "Bought" }, "product": "car", "per": 100, "points": 1 },
            { "id": "said", "label": { "en": "Said" }, "reaction": "feedback", "points": 20 } ] }
        """);

    public static RewardRules Read(string json)
    {
        var refusals = new Refusals();
        var rules = RewardRules.Read(JsonFields.Parse(Encoding.UTF8.GetBytes(json), refusals)!);
        Assert.Empty(refusals.ToErrors());
        return rules;
    }

    /// <summary>Days of 2026 count from 0, at noon in Tokyo.</summary>
    public static DateTimeOffset At(int day) => new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.Zero).AddDays(day);

    public static PurchaseNote Order(string id, int day, decimal amount) => new()
    {
        Id = id,
        OccurredAt = At(day),
        Product = "car",
        Amount = amount,
        Currency = "JPY",
    };

    public static PurchaseNote Refund(string id, string of, int day, decimal amount) =>
        Order(id, day, amount) with { RefundOf = of };

    public static Reaction Said(string id, int day) =>
        new() { Id = id, Type = "feedback", OccurredAt = At(day), Product = "car" };

    public static PointsAct Spent(string id, int day, long points) =>
        new() { Id = id, At = At(day), Points = -points, CampaignId = "c", Entries = 1 };

    public static PointsAct Given(string id, int day, long points) =>
        new() { Id = id, At = At(day), Points = points, Reason = "why" };

    /// <summary>Purchases, refunds, reactions and acts, in whatever order.</summary>
    public static PointsBook Book(IEnumerable<object> events, DateTimeOffset? now, RewardRules? rules = null) =>
        PointsBook.Of(new Earning(Past(events), rules ?? Rules, Tokyo).Movements(), rules ?? Rules, Tokyo, now);

    public static PointsBook Book(int day, params object[] events) => Book(events, At(day));

    public static PointsPast Past(IEnumerable<object> events)
    {
        var all = events.ToList();
        var lead = new LeadScoring.Leads.Lead
        {
            Id = "ann",
            Profile = new LeadScoring.Leads.Profile { Email = "ann@example.jp", CreatedAt = At(0), Known = true },
        };
        return PointsPast.Of(
            lead,
            new LeadScoring.Identity.LeadEvents(
                [], [.. all.OfType<Reaction>()], [.. all.OfType<PurchaseNote>()], []),
            all.OfType<PointsAct>(), Publishing.SampleContent.Edition);
    }
}
