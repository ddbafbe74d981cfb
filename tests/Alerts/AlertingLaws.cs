using System.Collections.Immutable;
using FsCheck.Fluent;
using LeadScoring.Alerts;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Tests.Scoring;
using static LeadScoring.Tests.Alerts.Happenings;

namespace LeadScoring.Tests.Alerts;

/// <summary>Over hundreds of random lives: alerts follow what happened, not how it was reported.</summary>
public sealed class AlertingLaws
{
    private static readonly string[] Types =
        ["page-view", "quote", "test-drive", "shop-visit", "complaint", "unsubscribe", "configurator"];

    [Fact]
    public void A_days_reports_raise_the_same_alerts_in_any_order_however_often_and_in_whatever_parts()
    {
        var kinds = new HashSet<AlertKind>();
        Hold(life =>
        {
            var (calm, wild, random) = (new Happenings(), new Happenings(), new Random(life.Seed));
            foreach (var day in life.Days)
            {
                var reactions = day.Types.Select(type => calm.Reaction(type, day.Day)).ToArray();
                calm.Tell(Noon(day.Day).AddHours(1), reactions);
                Reaction[] told = [.. reactions, .. reactions.Where(_ => random.Next(3) == 0)];
                random.Shuffle(told);
                foreach (var part in told.Chunk(1 + random.Next(4)))
                    wild.Tell(Noon(day.Day).AddHours(random.Next(1, 20)), part);
            }
            Assert.Equal(calm.Raised, wild.Raised);
            kinds.UnionWith(calm.Alerts.Select(alert => alert.Kind));
        });
        // So the law was asked of all of them but the reminder, which no report raises.
        Assert.Equal(Enum.GetValues<AlertKind>().Where(kind => kind != AlertKind.Contact).ToHashSet(), kinds);
    }

    [Fact]
    public void Marked_reactions_raise_the_same_alerts_even_if_the_days_come_in_another_order() => Hold(life =>
    {
        var (calm, wild) = (new Happenings(), new Happenings());
        var last = Noon(life.Days.Max(day => day.Day));
        var reactions = life.Days
            .SelectMany(day => day.Types.Select(type => calm.Reaction(type, day.Day))).ToArray();
        calm.Tell(last, reactions);
        new Random(life.Seed).Shuffle(reactions);
        foreach (var reaction in reactions) wild.Tell(last, reaction);
        Assert.Equal(
            calm.Raised.Where(raised => raised.Contains(" Reaction ", StringComparison.Ordinal)),
            wild.Raised.Where(raised => raised.Contains(" Reaction ", StringComparison.Ordinal)));
    });

    [Fact]
    public void Passing_time_raises_nothing_whenever_the_lead_is_looked_at() => Hold(life =>
    {
        var lead = Live(life);
        var raised = lead.Raised;
        for (var day = 0; day < 400; day += 7) lead.LookAt(Noon(life.Days.Max(d => d.Day) + day));
        Assert.Equal(raised, lead.Raised);
    });

    [Fact]
    public void New_rules_raise_nothing() => Hold(life =>
    {
        var lead = Live(life);
        var types = Sample.Rules.Reactions.Values.Select(type => type with { Points = -type.Points, Alert = true });
        var rules = Sample.Rules with
        {
            Version = 2,
            Reactions = types.ToDictionary(type => type.Id),
            Alerts = new AlertRules(0.1, 1, "aware", 365),
        };
        var now = Noon(life.Days.Max(day => day.Day));
        var step = RulesStep.Of(lead.Lead, null, Sample.Rules, Sample with { Rules = rules }, now);
        Assert.DoesNotContain(step.Facts, fact => LeadRows.IsAlert(fact.Key));
        var change = Touch.Decide(
            step.Lead, null, InboxBatch.Empty, KnownFacts.None, Sample with { Rules = rules }, now);
        Assert.DoesNotContain(change!.Facts, fact => LeadRows.IsAlert(fact.Key));
    });

    [Fact]
    public void An_import_of_what_was_long_ago_raises_nothing() => Hold(life =>
    {
        var lead = new Happenings();
        var now = Noon(life.Days.Max(day => day.Day) + 8);
        foreach (var day in life.Days)
            lead.Tell(now, [.. day.Types.Select(type => lead.Reaction(type, day.Day))]);
        Assert.Empty(lead.Raised);
    });

    [Fact]
    public void What_a_merge_brings_along_raises_nothing_and_what_comes_after_it_only_what_the_person_shows() =>
        Hold(life =>
        {
            var other = new string('b', 32);
            var lead = new Happenings();
            var at = Noon(life.Days.Max(day => day.Day)).AddHours(2);
            var merged = new MergedPerson { At = at, Why = "", Email = "" };
            var persons = ImmutableSortedDictionary<string, MergedPerson>.Empty.Add(other, merged);
            var profile = lead.Lead.Profile! with { Merged = persons };
            lead.Save(new LeadChange(lead.Lead with { Profile = profile }, []));
            foreach (var day in life.Days)
                lead.Handle(Copies(lead, other, day.Day, day.Types), merged.At.AddHours(1));
            Assert.Empty(lead.Raised);

            var after = life.Days.Max(day => day.Day) + 1;
            lead.Handle(Copies(lead, other, after, ["complaint"]), Noon(after));
            Assert.DoesNotContain(lead.Alerts, alert => alert.Kind == AlertKind.Reaction); // it was raised there
        });

    private static InboxBatch Copies(Happenings lead, string origin, int day, IEnumerable<string> types) =>
        new(null, Trusted: false, [.. types.Select(type => lead.Reaction(type, day) with { Origin = origin })], [])
        {
            Origin = origin,
        };

    private static Happenings Live(Life life)
    {
        var lead = new Happenings();
        foreach (var day in life.Days) lead.On(day.Day, day.Types);
        return lead;
    }

    private static void Hold(Action<Life> law)
    {
        var days = from gap in Gen.Frequency((3, Gen.Choose(1, 4)), (1, Gen.Choose(25, 60)))
                   from types in Gen.Elements(Types).NonEmptyListOf()
                   select (gap, types: types.Take(8).ToArray());
        var lives = from parts in days.NonEmptyListOf()
                    from seed in Gen.Choose(0, int.MaxValue - 1)
                    select new Life(
                        seed, [.. parts.Take(10).Select((part, n) => new LifeDay(
                            parts.Take(n + 1).Sum(before => before.gap), part.types))]);
        Laws.Hold(lives, law);
    }

    private sealed record Life(int Seed, IReadOnlyList<LifeDay> Days)
    {
        public override string ToString() =>
            $"{Seed}: {string.Join("; ", Days.Select(day => $"{day.Day} {string.Join(' ', day.Types)}"))}";
    }

    private sealed record LifeDay(int Day, string[] Types);
}
