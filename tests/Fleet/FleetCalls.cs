using System.Globalization;

namespace LeadScoring.Tests.Fleet;

/// <summary>One call to a door that is answered 202.</summary>
internal sealed record FleetCall(string Path, object Body);

/// <summary>
/// Entries with opt-in and reactions of many people as calls: each reaction at its own random moment of the last two
/// months, shuffled into batches, and some of everything twice, under the same ids. Drawn by a seed.
/// </summary>
internal sealed class FleetCalls
{
    public const string Campaign = "car-launch-2026";
    private const int ReactionsInBatch = 50;
    private const int PeopleInBatch = 20;

    // All with points above zero, so that the stage at the end is that of the final score, whatever the order was.
    private static readonly string[] Types =
        ["page-view", "brochure", "configurator", "quote", "dealer-search", "mail-open"];

    private readonly Random _random;
    private readonly DateTimeOffset _now;
    private readonly int _people;

    public FleetCalls(int people, int reactions, int seed, DateTimeOffset now)
    {
        (_people, _now, _random) = (people, now, new Random(seed));
        Entries = [.. Enumerable.Range(0, people).Select(Entry)];
        Reactions = [.. Enumerable.Range(0, reactions / ReactionsInBatch).Select(Batch)];
    }

    public IReadOnlyList<FleetCall> Entries { get; }

    public IReadOnlyList<FleetCall> Reactions { get; }

    public static string Address(int person) =>
        string.Create(CultureInfo.InvariantCulture, $"person-{person}@example.jp");

    /// <summary>The calls in another order, every eighth of them twice.</summary>
    public IReadOnlyList<FleetCall> Shuffled(IReadOnlyList<FleetCall> calls)
    {
        FleetCall[] all = [.. calls, .. calls.Where((_, index) => index % 8 == 0)];
        _random.Shuffle(all);
        return all;
    }

    private static FleetCall Entry(int person) => new($"/api/campaigns/{Campaign}/entries", new
    {
        entryId = $"e-{person}",
        email = Address(person),
        locale = person % 2 == 0 ? "ja" : "en",
        optIn = true,
        attributes = new { prefecture = person % 3 == 0 ? "Tokyo" : "Osaka" },
    });

    /// <summary>
    /// A few reactions of each of some people; every tenth stands in the batch twice, perhaps beside others.
    /// </summary>
    private FleetCall Batch(int batch)
    {
        var people = Enumerable.Range(0, PeopleInBatch).Select(_ => _random.Next(_people)).ToArray();
        var reactions = Enumerable.Range(0, ReactionsInBatch).Select(i => new
        {
            id = $"r-{batch}-{i}",
            email = Address(people[_random.Next(people.Length)]),
            type = Types[_random.Next(Types.Length)],
            product = _random.Next(4) == 0 ? "camper" : "car",
            occurredAt = _now.AddMinutes(-_random.Next(60 * 24 * 60)),
        }).ToArray();
        var all = reactions.Concat(reactions.Where((_, i) => i % 10 == 0)).ToArray();
        _random.Shuffle(all);
        return new FleetCall("/api/reactions", new { reactions = all });
    }
}
