using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// Entries, reactions and purchases of some people as calls to the app, and a plain replay of them. A call that was not
/// answered 202 is made again later, as a careful caller does; one that was is never repeated.
/// </summary>
internal sealed class Traffic
{
    private const int People = 40;
    private const int Callers = 8;
    private static readonly string[] Types =
        ["page-view", "brochure", "configurator", "quote", "dealer-search", "complaint"];
    private readonly ConcurrentQueue<Call> _open = new();
    private readonly List<Happening> _happenings = [];
    private int _accepted;

    public Traffic(DateTimeOffset now, int calls, int seed)
    {
        var random = new Random(seed);
        for (var person = 0; person < People; person++) _open.Enqueue(Entry(person, now));
        for (var i = 0; i < calls; i++)
            _open.Enqueue(i % 5 == 4 ? Purchases(i, now, random) : Reactions(i, now, random));
    }

    public int Open => _open.Count;

    public int Accepted => _accepted;

    public static string Address(int person) =>
        string.Create(CultureInfo.InvariantCulture, $"person-{person}@example.jp");

    /// <summary>Several callers make the open calls until none is left or the app does not answer any more.</summary>
    public Task SendAsync(params HttpClient[] apps) =>
        Task.WhenAll(
            Enumerable.Range(0, Callers).Select(caller => Task.Run(() => SendAsync(apps[caller % apps.Length]))));

    /// <summary>What a person's reactions and purchases come to in one product, counted without the app.</summary>
    public Replayed Replay(int person, ProductLine product, Edition edition, DateTimeOffset now)
    {
        var mine = _happenings.Where(h => h.Person == person && h.Product == product.Id).ToList();
        var bought = mine.Where(h => h.Amount is not null).ToList();
        var counts = DayCounts.Empty.Add(
            mine.Where(h => h.Type is not null).Select(h => (product.DayOf(h.At), h.Type!)));
        var restart = product.OnPurchase == OnPurchase.Restart && bought.Count > 0
            ? bought.Max(h => product.DayOf(h.At))
            : (int?)null;
        var fit = Fit.Of(new Dictionary<string, string> { ["prefecture"] = "Tokyo" }, edition.Rules);
        var input = new ScoreInput(counts, fit, restart);
        return new Replayed(counts, bought.Count, Points.At(input, edition.Rules, product, product.DayOf(now)));
    }

    private async Task SendAsync(HttpClient app)
    {
        while (_open.TryDequeue(out var call))
        {
            if (await TryAsync(app, call)) continue;
            _open.Enqueue(call);
            return;
        }
    }

    private async Task<bool> TryAsync(HttpClient app, Call call)
    {
        try
        {
            using var answer = await app.PostAsJsonAsync(call.Path, call.Body);
            if ((int)answer.StatusCode != 202) return false;
            Interlocked.Increment(ref _accepted);
            return true;
        }
        catch (HttpRequestException)
        {
            return false; // killed under our hands: nobody knows whether it was taken
        }
    }

    private Call Entry(int person, DateTimeOffset now)
    {
        _happenings.Add(new Happening(person, "car", now, "entry", null));
        return new Call("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = $"e-{person}",
            email = Address(person),
            locale = "en",
            optIn = true,
            attributes = new { prefecture = "Tokyo" },
        });
    }

    /// <summary>A few reactions of a few people in one call.</summary>
    private Call Reactions(int call, DateTimeOffset now, Random random)
    {
        var some = Enumerable.Range(0, random.Next(1, 6)).Select(i => (Id: $"r-{call}-{i}", Happening: new Happening(
            random.Next(People), random.Next(4) == 0 ? "camper" : "car", now.AddDays(-random.Next(60)),
            Types[random.Next(Types.Length)], null))).ToList();
        _happenings.AddRange(some.Select(item => item.Happening));
        return new Call("/api/reactions", new
        {
            reactions = some.Select(item => new
            {
                id = item.Id,
                email = Address(item.Happening.Person),
                type = item.Happening.Type,
                product = item.Happening.Product,
                occurredAt = item.Happening.At,
            }),
        });
    }

    private Call Purchases(int call, DateTimeOffset now, Random random)
    {
        var one = new Happening(
            random.Next(People), random.Next(2) == 0 ? "camper" : "car", now.AddDays(-random.Next(60)), null,
            10_000 * random.Next(1, 300));
        _happenings.Add(one);
        return new Call("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id = $"p-{call}",
                    email = Address(one.Person),
                    product = one.Product,
                    occurredAt = one.At,
                    amount = one.Amount,
                    currency = "JPY",
                },
            },
        });
    }

    /// <summary>Counts, number of purchases, and points of one person in one product.</summary>
    internal sealed record Replayed(DayCounts Counts, int Purchases, double Points);

    private sealed record Call(string Path, object Body);

    private sealed record Happening(int Person, string Product, DateTimeOffset At, string? Type, decimal? Amount);
}
