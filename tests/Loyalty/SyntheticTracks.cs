using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Loyalty;

/// <summary>
/// Buyers whose truth is known, since it was made up here: who took a test drive before asking for a quote becomes
/// loyal more often; nothing else matters, not even having done both.
/// </summary>
internal static class SyntheticTracks
{
    public const int FirstDay = 19_000;
    public const int Today = FirstDay + 600;
    public const decimal Average = 100;

    private static readonly string[] Types = ["test-drive", "quote", "brochure", "configurator", "dealer-search"];
    private static readonly string[] Campaigns = ["car-launch-2026", "car-test-drive"];

    public static List<Track> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(index => Buyer($"{seed}-{index}", random))];
    }

    private static Track Buyer(string id, Random random)
    {
        var first = FirstDay + random.Next(30);
        var done = Types.Where(_ => random.Next(2) == 0).ToArray();
        random.Shuffle(done);
        var route = Array.IndexOf(done, "test-drive") is >= 0 and var drive
            && Array.IndexOf(done, "quote") > drive;
        var isLoyal = random.NextDouble() < (route ? .30 : .06);
        var campaign = Campaigns[random.Next(2)];
        var orders = new List<int> { first };
        if (random.Next(4) == 0) orders.Add(first + random.Next(1, 89));
        var history = orders.Index().Aggregate(PurchaseHistory.Empty, (bought, order) => bought.Add(
            new Purchase(Touch.ShortHash($"{id}-{order.Index}"), order.Item, Average, default)));
        if (isLoyal)
            history = history.Add(new Purchase(
                Touch.ShortHash($"{id}-later"), first + 90 + random.Next(360), 7 * Average, default));
        return new Track
        {
            LeadId = Touch.ShortHash(id),
            Product = "car",
            Start = first - 20,
            CameBy = new CameBy(campaign, null, null, "web", false) { Day = first - 20 },
            Touchpoints =
            [
                .. done.Select((type, index) => new Touchpoint(
                    DateTimeOffset.UnixEpoch.AddDays(first - 20 + index), first - 20 + index, type, "web", campaign)),
            ],
            Purchases = history,
            Baskets = [new Basket("b", first, Average, random.Next(1, 4), random.Next(2), ["a"], null)],
        };
    }
}
