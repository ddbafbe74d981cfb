using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Leads;

/// <summary>
/// What changed since a day: the parts lead from what a look at that day showed to what one shows now, without a rest.
/// </summary>
public sealed class ChangesLaws
{
    /// <summary>A reaction or purchase: the day it is dated, and the day it came in, which is no earlier.</summary>
    private sealed record Event(int Day, string Type, int CameIn);

    private sealed record Story(Event[] Events, int Since, int Today, int? Answered);

    private static readonly Gen<Event> Events =
        from day in Gen.Choose(Laws.FirstDay, Laws.LastDay)
        from type in Gen.Elements(
            "page-view", "page-view", "brochure", "test-drive", "complaint", "note", "no-rule-yet", "purchase")
        from late in Gen.Elements(0, 0, 0, 1, 30, 300)
        select new Event(day, type, day + late);

    private static readonly Gen<Story> Stories =
        from events in Events.ArrayOf()
        from since in Gen.Choose(Laws.FirstDay, Laws.LastDay + 300)
        from wait in Gen.Choose(0, 300)
        from answered in Gen.Elements<int?>(null, Laws.FirstDay, Laws.LastDay)
        let today = Math.Max(since + wait, Laws.LastDay)
        select new Story([.. events.Where(one => one.CameIn <= today)], since, today, answered);

    [Fact]
    public void The_parts_add_up_to_the_difference_exactly_in_their_order_and_in_any_other() => Laws.Hold(
        Stories,
        story =>
        {
            var changes = Of(story);

            Assert.Equal(changes.Now.Points, Sum(changes, changes.Parts));
            Assert.Equal(changes.Now.Points, Sum(changes, changes.Parts.Reverse()));
            string[] order = ["late", "cooling", "reaction", "cycle", "fit"];
            var kinds = changes.Parts.Select(part => Array.IndexOf(order, part.Kind)).ToList();
            Assert.Equal(kinds.Order(), kinds);
        },
        cases: 500);

    [Fact]
    public void Then_is_what_a_look_at_that_moment_showed_and_now_is_what_one_shows_now() => Laws.Hold(
        Stories,
        story =>
        {
            var changes = Of(story);
            var then = State(story.Events.Where(one => one.Day < story.Since && one.CameIn < story.Since), story.Since);
            var known = story.Answered < story.Since;

            Assert.Equal(ScoreOf(then, known, story.Since), changes.Then.Score);
            Assert.Equal(ScoreOf(State(story.Events, story.Today), story.Answered is not null, story.Today),
                changes.Now.Score);
        },
        cases: 500);

    [Fact]
    public void Rules_that_changed_since_are_a_part_of_their_own_and_then_is_under_those_of_then()
    {
        var before = Rules with
        {
            Version = Rules.Version - 1,
            Reactions = Rules.Reactions.Values.ToDictionary(
                type => type.Id, type => type with { Points = type.Points / 3 }),
            Products = new Dictionary<string, ProductLine>
            {
                ["car"] = Car with { HalfLifeDays = 30, HalfSaturation = 7 },
            },
        };
        Laws.Hold(Stories, story =>
        {
            var (changes, plain) = (Of(story, then: before), Of(story));
            Assert.Equal(changes.Now.Points, Sum(changes, changes.Parts), 1e-5);
            Assert.Equal(plain.Now.Score, changes.Now.Score);
            Assert.Equal("rules", changes.Parts[0].Kind);
            Assert.Equal(plain.Then.Points, changes.Then.Points + changes.Parts[0].Points, 1e-5);
            Assert.Equal(plain.Parts.Count, changes.Parts.Count - 1);
        });
    }

    [Fact]
    public void With_weights_beyond_all_measure_the_parts_still_add_up()
    {
        var rules = Rules with
        {
            Reactions = Rules.Reactions.Values.ToDictionary(
                type => type.Id, type => type with { Points = type.Points * 1e12 / 7 }),
        };
        Laws.Hold(Stories, story =>
        {
            var changes = Of(story, rules);
            Assert.Equal(changes.Now.Points, Sum(changes, changes.Parts));
        });
    }

    [Fact]
    public void Each_part_says_what_it_is_in_both_languages()
    {
        var story = new Story(
            [
                new Event(20_000, "brochure", 20_200), new Event(20_090, "test-drive", 20_090),
                new Event(20_150, "page-view", 20_150), new Event(20_150, "page-view", 20_150),
                new Event(20_120, "purchase", 20_120),
            ],
            Since: 20_100, Today: 20_200, Answered: 20_110);

        Assert.Equal(
            [
                "1 × Brochure, of earlier days but reported since", "Cooling over 100 days", "2 × Page",
                "The purchase of 2025-02-01 began a new cycle: earlier days no longer count",
                "Answers: ×1 → ×1.2 (budget 3200000)",
            ],
            Of(story).Parts.Select(part => part.Text));
        Assert.Equal(
            [
                "Brochure1回（それ以前の日付で、後から届いたもの）", "100日分の減衰", "Page2回",
                "2025-02-01の購入で新しいサイクルが始まり、それより前の日は数えません",
                "回答による係数：×1 → ×1.2（budget「3200000」）",
            ],
            Of(story, language: "ja").Parts.Select(part => part.Text));
    }

    private static double Sum(ChangesView changes, IEnumerable<ChangePart> parts) =>
        parts.Aggregate(changes.Then.Points, (sum, part) => sum + part.Points);

    private static ChangesView Of(
        Story story, ScoringRules? rules = null, string language = "en", ScoringRules? then = null)
    {
        var past = new PastLead(LeadOf(story.Answered), State(story.Events, story.Today));
        var arrivals = story.Events.Select((one, n) => new Arrival(
            "car", one.Type == "purchase" ? null : one.Type, one.Type == "purchase" ? Hash(n) : null,
            Car.StartOf(one.Day).AddHours(5), Car.StartOf(one.CameIn).AddHours(5)));
        return Changes.Of(
            past, LateArrivals.Of(arrivals, Car, story.Since), story.Since, rules ?? Rules, Car,
            Car.StartOf(story.Today).AddHours(6), language, then);
    }

    private static Lead LeadOf(int? answered)
    {
        var profile = new Profile { Email = "hanako@example.jp", CreatedAt = Car.StartOf(Laws.FirstDay), Known = true };
        return new Lead
        {
            Id = new string('0', 32),
            Profile = answered is { } day
                ? profile.WithAttributes([new("budget", "3200000")], Car.StartOf(day).AddHours(1))
                : profile,
        };
    }

    private static ProductState State(IEnumerable<Event> events, int today)
    {
        var all = events.ToList();
        var state = new ProductState
        {
            Product = "car",
            Counts = DayCounts.Empty.Add(
                all.Where(one => one.Type != "purchase").Select(one => (one.Day, one.Type))),
            Purchases = all.Index().Where(at => at.Item.Type == "purchase").Aggregate(
                PurchaseHistory.Empty, (history, at) => history.Add(new Purchase(
                    Hash(at.Index), at.Item.Day, 100, Car.StartOf(at.Item.Day).AddHours(5)))),
        };
        return state with { CycleStart = state.Purchases.CycleStart(Car, today) };
    }

    private static double ScoreOf(ProductState state, bool answered, int day) =>
        Points.ScoreAt(new ScoreInput(state.Counts, answered ? 1.2 : 1, state.CycleStart), Rules, Car, day);

    private static string Hash(int number) => number.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
