using System.Globalization;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// Some people's two months: they enter, confirm, react, buy, open links and unsubscribe, as drawn by seed, while time
/// goes on. Every call may be made again.
/// </summary>
internal sealed class MailJourney(int seed, int people, MisbehavingSendGrid sendGrid, EventStream events)
{
    private static readonly DateTimeOffset Start = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Types =
        ["page-view", "brochure", "configurator", "test-drive", "quote", "dealer-search"];

    private readonly Random _chance = Moods.Chance(seed, "journey");
    private readonly HashSet<string> _confirmed = new(StringComparer.Ordinal);
    private DateTimeOffset _now = Start;
    private int _calls;

    /// <summary>Who unsubscribed, and in which act it was answered.</summary>
    public Dictionary<string, int> Unsubscribed { get; } = new(StringComparer.Ordinal);

    /// <summary>The acts in their order; each ends when the app has answered all of it.</summary>
    public IEnumerable<Func<AppProcess, Task>> Acts(int count)
    {
        yield return app => TravelAsync(app, TimeSpan.Zero);
        for (var person = 0; person < people; person++) yield return Entry(person);
        for (var act = 0; act < count; act++)
        {
            yield return _chance.Next(10) switch
            {
                < 4 => Travel(TimeSpan.FromHours(_chance.Next(6, 96))),
                < 7 => Reactions(),
                7 => Purchase(),
                8 => FollowLinks,
                _ => Unsubscribe(Address(_chance.Next(people))),
            };
            yield return ConfirmAsync;
            yield return app => events.TellDueAsync(app.Http, _now);
        }
    }

    /// <summary>Until whatever was claimed must have ended and everything is told.</summary>
    public IEnumerable<Func<AppProcess, Task>> End()
    {
        for (var day = 0; day < 12 || !events.IsDone; day++)
        {
            yield return Travel(TimeSpan.FromDays(1));
            yield return app => events.TellDueAsync(app.Http, _now);
        }
        yield return Travel(TimeSpan.FromDays(4));
    }

    private static string Address(int person) =>
        string.Create(CultureInfo.InvariantCulture, $"person-{person}@example.jp");

    private Func<AppProcess, Task> Travel(TimeSpan further)
    {
        _now += further;
        var target = _now;
        return app => TravelAsync(app, target - Start);
    }

    /// <summary>A journey that was cut short goes on from where it stopped; never back.</summary>
    private static async Task TravelAsync(AppProcess app, TimeSpan sinceStart)
    {
        var now = (DateTimeOffset)(await app.GetAsync("/api/dev/time"))["now"]!;
        if (now < Start + sinceStart || sinceStart == TimeSpan.Zero)
            await app.PostAsync("/api/dev/time", new { now = Start + sinceStart });
    }

    private Func<AppProcess, Task> Entry(int person) => app => app.PostAsync(
        "/api/campaigns/car-launch-2026/entries", new
        {
            entryId = $"e-{person}",
            email = Address(person),
            locale = person % 3 == 0 ? "en" : "ja",
            optIn = true,
            attributes = new { prefecture = "Tokyo" },
        });

    private Func<AppProcess, Task> Reactions()
    {
        var call = ++_calls;
        var reactions = Enumerable.Range(0, _chance.Next(1, 12)).Select(i => new
        {
            id = $"r-{call}-{i}",
            email = Address(_chance.Next(people)),
            type = Types[_chance.Next(Types.Length)],
            product = "car",
            occurredAt = _now,
        }).ToList();
        return app => app.PostAsync("/api/reactions", new { reactions });
    }

    private Func<AppProcess, Task> Purchase()
    {
        var purchase = new
        {
            id = $"p-{++_calls}",
            email = Address(_chance.Next(people)),
            product = "car",
            occurredAt = _now,
            amount = 3_000_000 + _chance.Next(1_000_000),
            currency = "JPY",
        };
        return app => app.PostAsync("/api/purchases", new { purchases = new[] { purchase } });
    }

    /// <summary>Everybody who has the mail presses its button, once it was answered.</summary>
    private async Task ConfirmAsync(AppProcess app)
    {
        foreach (var mail in sendGrid.Taken.Where(mail => !mail.IsNurture && !_confirmed.Contains(mail.SendId)))
        {
            using var answer = await app.Http.PostAsync(mail.Links("opt-in").First(), null);
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
            _confirmed.Add(mail.SendId);
        }
    }

    private async Task FollowLinks(AppProcess app)
    {
        foreach (var mail in sendGrid.Taken.Where(mail => mail.IsNurture).TakeLast(3))
            foreach (var link in mail.Links("go").Take(1))
            {
                using var answer = await app.Http.GetAsync(link);
                Assert.True((int)answer.StatusCode == 302, $"{(int)answer.StatusCode}");
            }
    }

    private Func<AppProcess, Task> Unsubscribe(string address) => async app =>
    {
        var mail = sendGrid.Taken.LastOrDefault(mail => mail.IsNurture && mail.To == address);
        if (mail is null || Unsubscribed.ContainsKey(address)) return;
        using var answer = await app.Http.PostAsync(mail.Links("unsubscribe").First(), null);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
        Unsubscribed[address] = sendGrid.Act;
    };
}
