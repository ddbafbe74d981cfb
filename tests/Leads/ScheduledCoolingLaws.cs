using System.Collections.Immutable;
using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Leads;

/// <summary>
/// Nothing looks at a silent lead but on the days planned for it, and yet its stage is on every day what a daily look
/// at everybody would have made of it.
/// </summary>
public sealed class ScheduledCoolingLaws
{
    private const int Leads = 10_000;
    private const int Silence = 480; // days after the last event that are compared

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Types =
        ["page-view", "page-view", "brochure", "brochure", "test-drive", "complaint", "note", "purchase"];

    private static readonly Dictionary<string, (double Weight, int Cap)> Weights = new()
    {
        ["page-view"] = (1, 3), ["brochure"] = (5, 2), ["test-drive"] = (25, 1), ["complaint"] = (-15, 2),
    };

    private static readonly Dictionary<double, Edition> Editions = new[] { 5.0, 30, 90 }.ToDictionary(
        halfLife => halfLife,
        halfLife => SampleContent.Edition with
        {
            Rules = SampleRules.Rules with
            {
                Products = SampleRules.Rules.Products.ToImmutableDictionary()
                    .SetItem("car", SampleRules.CarWith(halfLife)),
            },
        });

    [Fact]
    public void Scheduled_cooling_equals_a_daily_look_at_10_000_random_leads()
    {
        var changes = 0;
        for (var seed = 0; seed < Leads; seed++)
        {
            var random = new Random(seed);
            var halfLife = Editions.Keys.ElementAt(random.Next(Editions.Count));
            var fit = random.Next(3) == 0 ? 1.2 : 1;
            var events = Enumerable.Range(0, random.Next(1, 13))
                .Select(_ => new Event(
                    Start.AddMinutes(random.Next(240 * 24 * 60)), Types[random.Next(Types.Length)]))
                .OrderBy(one => one.At).ToList();
            var last = Tokyo(events[^1].At) + Silence;

            var planned = Planned(events, Editions[halfLife], fit, last);
            var daily = Daily(events, halfLife, fit, last);

            if (!daily.SequenceEqual(planned)) Assert.Fail($"{seed}: {Difference(daily, planned)}");
            changes += daily.Zip(daily.Skip(1)).Count(days => days.First != days.Second);
        }
        Assert.InRange(changes, Leads, int.MaxValue);
    }

    /// <summary>The stage at the end of each day, decided at events and on planned days only.</summary>
    private static List<string?> Planned(List<Event> events, Edition edition, double fit, int last)
    {
        var (first, path) = (Tokyo(events[0].At), new SortedDictionary<int, string?>());
        var lead = NewLead(fit);
        foreach (var (number, one) in events.Index())
        {
            LookUntil(one.At);
            Handle(one.At, one.AsBatch(number));
        }
        LookUntil(edition.Rules.Products["car"].StartOf(last + 1).AddTicks(-1));
        var stage = default(string);
        return [.. Enumerable.Range(first, last - first + 1).Select(day => stage = path.GetValueOrDefault(day, stage))];

        void LookUntil(DateTimeOffset until)
        {
            while (lead.Product("car").LookAgainAt is { } at && at <= until) Handle(at, InboxBatch.Empty);
        }

        void Handle(DateTimeOffset now, InboxBatch batch)
        {
            lead = Touch.Decide(lead, null, batch, KnownFacts.None, edition, now)!.Lead;
            path[Tokyo(now)] = lead.Product("car").Stage;
        }
    }

    /// <summary>The same by plain recomputation from the raw events, every day and after every event.</summary>
    private static List<string?> Daily(List<Event> events, double halfLife, double fit, int last)
    {
        var (reactions, stages) = (new List<(int Day, string Type)>(), new List<string?>());
        var (stage, start, next) = (default(string), default(int?), 0);
        for (var day = Tokyo(events[0].At); day <= last; day++)
        {
            if (next > 0) stage = Climb(stage, day);
            for (; next < events.Count && Tokyo(events[next].At) == day; next++)
            {
                if (events[next].Type != "purchase") reactions.Add((day, events[next].Type));
                else if (start != day) (stage, start) = (null, day);
                stage = Climb(stage, day);
            }
            stages.Add(stage);
        }
        return stages;

        string Climb(string? current, int day)
        {
            var score = Naive.Score(Naive.Points(reactions, Weights, halfLife, day, fit, start), 60);
            var step = current switch { "aware" => 1, "considering" => 2, "ready" => 3, _ => 0 };
            if (step == 3 && score < 45) step = 2;
            if (step == 2 && score < 20) step = 1;
            if (step == 1 && score < 6) step = 0;
            if (score >= 60) step = 3;
            else if (score >= 30) step = Math.Max(step, 2);
            else if (score >= 10) step = Math.Max(step, 1);
            var isHeld = reactions.Any(one => one.Type == "test-drive" && !(one.Day <= start));
            return new[] { "new", "aware", "considering", "ready" }[isHeld ? Math.Max(step, 2) : step];
        }
    }

    private static Lead NewLead(double fit)
    {
        var profile = new Profile { Email = "hanako@example.jp", CreatedAt = Start, Known = true };
        return new Lead
        {
            Id = new string('0', 32),
            Profile = fit > 1 ? profile.WithAttributes([new("budget", "3200000")], Start) : profile,
        };
    }

    /// <summary>Tokyo has been nine hours ahead of UTC all year since 1951.</summary>
    private static int Tokyo(DateTimeOffset at) => (int)Math.Floor((at.ToUnixTimeSeconds() + 9 * 3600) / 86_400.0);

    private static string Difference(List<string?> daily, List<string?> planned)
    {
        var at = daily.Zip(planned).TakeWhile(days => days.First == days.Second).Count();
        return string.Create(
            CultureInfo.InvariantCulture, $"day {at}: {daily[at]} by a daily look, {planned[at]} as planned");
    }

    private sealed record Event(DateTimeOffset At, string Type)
    {
        public InboxBatch AsBatch(int number)
        {
            var id = $"event-{number}";
            return Type == "purchase"
                ? new InboxBatch(null, true, [], [new PurchaseNote
                {
                    Id = id, OccurredAt = At, Product = "car", Amount = 100, Currency = "JPY",
                }])
                : new InboxBatch(
                    null, true, [new Reaction { Id = id, Type = Type, OccurredAt = At, Product = "car" }], []);
        }
    }
}
