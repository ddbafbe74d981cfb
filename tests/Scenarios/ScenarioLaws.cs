using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Scenarios;
using LeadScoring.Storage;
using LeadScoring.Tests.Nurture;

namespace LeadScoring.Tests.Scenarios;

/// <summary>What holds of every scenario that can be read, whatever the lead does and in whatever order.</summary>
public sealed class ScenarioLaws
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly string[] Reactions = ["quote", "brochure", "test-drive", "complaint"];

    private static readonly string[] Dates =
        ["2027-04-15", "2027-06-30", "2027-09-01", "2028-02-29", "never", "2026-01-01"];

    private static readonly Gen<string> AnyDelay = Gen.Elements(
        "\"PT0S\"", "\"P3D\"", "{ \"businessDays\": 2 }", "{ \"next\": \"wed\", \"at\": \"10:00\" }",
        "{ \"days\": 5, \"at\": \"18:00\" }");

    private static readonly Gen<string> AnyAnchored = Gen.Elements(
        "{ \"before\": \"P60D\" }", "{ \"before\": \"P30D\", \"at\": \"10:00\" }", "{ \"before\": \"P1D\" }",
        "{ \"afterAnchor\": \"P7D\" }");

    private static readonly Gen<string> AnyCondition = Gen.Elements(
        "{}", "{ \"reacted\": [\"quote\"] }", "{ \"not\": { \"reacted\": [\"brochure\"] } }",
        "{ \"score\": { \"atLeast\": 40 } }", "{ \"stage\": [\"considering\", \"ready\"] }",
        "{ \"probability\": { \"within\": 90, \"atLeast\": 0.5 } }");

    /// <summary>Scenarios of 1 to 8 steps of all kinds, whose jumps lead anywhere forwards.</summary>
    private static Gen<Scenario> AnyScenario(bool anchored) =>
        from count in Gen.Choose(1, 8)
        from steps in Gen.CollectToList(Enumerable.Range(0, count), index => AnyStep(index, count, anchored))
        from reentry in Gen.Elements("never", "after:P30D", "always")
        from exits in Gen.Elements("{}", "{ \"onReactions\": [\"complaint\"], \"onPurchase\": true }")
        let json = ScenarioTexts.Open(
            string.Join(", ", steps),
            anchored ? """{ "anchor": { "attribute": "leaseEnd" } }""" : """{ "stage": "considering" }""",
            $"\"reentry\": \"{reentry}\", \"exits\": {exits}")
        let read = ScenarioTexts.TryRead(json)
        where read.Errors.Count == 0
        select read.Scenario;

    private static Gen<string> AnyStep(int index, int count, bool anchored) =>
        from kind in Gen.Choose(0, index == 0 ? 0 : 4)
        from after in anchored ? Gen.OneOf(index == 0 ? AnyAnchored : AnyDelay, AnyAnchored) : AnyDelay
        from condition in AnyCondition
        from to in index + 1 < count ? Gen.Choose(index + 1, count - 1) : Gen.Constant(-1)
        from other in index + 1 < count ? Gen.Choose(index + 1, count - 1) : Gen.Constant(-1)
        let go = to < 0 ? "" : $", \"then\": \"s{to}\", \"else\": \"s{other}\""
        select kind switch
        {
            3 => $$"""{ "id": "s{{index}}", "wait": { "for": ["quote", "test-drive"], "timeOut": {{after}}{{go}} } }""",
            4 when to > 0 => $$"""
                { "id": "s{{index}}", "branch": [{ "if": {{condition}}, "go": "s{{to}}" }], "else": "s{{other}}" }
                """,
            2 when to > 0 => $$"""
                { "id": "s{{index}}", "after": {{after}}, "template": "t", "if": {{condition}}, "next": "s{{to}}" }
                """,
            _ => $$"""{ "id": "s{{index}}", "after": {{after}}, "template": "t", "if": {{condition}} }""",
        };

    /// <summary>Minutes since the one before, and what happens: a reaction, a purchase, a date told.</summary>
    private static readonly Gen<(int Minutes, string What)[]> AnyLife = Gen.ArrayOf(
        from minutes in Gen.Choose(0, 40 * 24 * 60)
        from what in Gen.Elements([.. Reactions, "buys", .. Dates])
        select (minutes, what)).Select(life => life.Take(12).ToArray());

    private static Arbitrary<(Scenario Scenario, (int Minutes, string What)[] Life)> AnyCase { get; } = (
        from anchored in Gen.Elements(true, false)
        from scenario in AnyScenario(anchored)
        from life in AnyLife
        select (scenario, life)).ToArbitrary();

    /// <summary>That no step is settled twice, <see cref="Story"/> holds at every step.</summary>
    [Fact]
    public void Every_enrolment_ends_and_sends_each_mail_at_most_once() =>
        Check.One(Config, Prop.ForAll(AnyCase, one =>
        {
            var story = Live(one.Scenario, one.Life).After("P9W").After("P3650D");

            var steps = one.Scenario.Steps.Count;
            return story.Lead.Enrolments.Values.All(enrolment => enrolment is { NextStep: null, Ended: not null })
                && story.Settled.Count <= story.Lead.Enrolments.Count * steps
                && story.Settled.Distinct().Count() == story.Settled.Count;
        }));

    [Fact]
    public void A_message_that_comes_twice_or_for_a_step_that_is_gone_changes_nothing() =>
        Check.One(Config, Prop.ForAll(AnyCase, one =>
        {
            var story = Live(one.Scenario, one.Life);
            var before = Json.Write(story.Lead);
            foreach (var enrolment in story.Lead.Enrolments.Values)
                foreach (var step in one.Scenario.Steps)
                    if (step.Id != enrolment.NextStep || enrolment.DueAt > story.Now)
                        story.Decide(enrolment, step.Id);
            return Json.Write(story.Assess().Lead.Enrolments) == Json.Write(Read(before).Enrolments);
        }));

    [Fact]
    public void The_order_in_which_what_happened_is_told_does_not_matter() =>
        Check.One(Config, Prop.ForAll(AnyCase, one =>
        {
            // Told within one moment. A complaint is left out: by its points a stage may be left, and entering one
            // and leaving it go by different scores.
            var told = one.Life.Select(moment => moment.What).Where(what => what is not ("buys" or "complaint"))
                .DistinctBy(what => Dates.Contains(what) ? "date" : what).ToList();
            var (oneWay, other) = (Tell(one.Scenario, told), Tell(one.Scenario, told.AsEnumerable().Reverse()));
            return Json.Write(oneWay.Lead.Enrolments) == Json.Write(other.Lead.Enrolments)
                && oneWay.After("P400D").Settled.SequenceEqual(other.After("P400D").Settled);
        }));

    [Fact]
    public void However_often_a_date_moved_what_has_not_been_planned_for_it_yet_goes_by_the_last() =>
        Check.One(Config, Prop.ForAll(
            (from days in Gen.Choose(31, 700).ArrayOf() select days.Append(200).ToArray()).ToArbitrary(),
            days =>
            {
                var scenario = ScenarioTexts.Read(ScenarioTexts.Open(
                    """{ "id": "m", "after": { "before": "P30D", "at": "10:00" }, "template": "t" }""",
                    """{ "anchor": { "attribute": "leaseEnd" } }"""));
                var story = new Story(scenario);
                foreach (var day in days) story.Tells("leaseEnd", DateOf(day)).After("PT1M");
                return story.Only.Date == DateOnly.FromDateTime(Story.Tuesday.AddDays(200).Date)
                    && story.Only.DueAt == Story.Tuesday.AddDays(200 - 30);
            }));

    private static Story Live(Scenario scenario, IEnumerable<(int Minutes, string What)> life)
    {
        var story = new Story(scenario);
        foreach (var (minutes, what) in life)
        {
            story.Until(story.Now.AddMinutes(minutes));
            Happens(story, what);
        }
        return story;
    }

    private static Story Tell(Scenario scenario, IEnumerable<string> told)
    {
        var story = new Story(scenario).Reacts("quote");
        foreach (var what in told) Happens(story, what);
        return story;
    }

    private static Story Happens(Story story, string what) => what switch
    {
        "buys" => story.Buys(),
        _ when Dates.Contains(what) => story.Tells("leaseEnd", what),
        _ => story.Reacts(what),
    };

    private static string DateOf(int day) =>
        DateOnly.FromDateTime(Story.Tuesday.AddDays(day).Date).ToString("O", null);

    private static Lead Read(string json) => Json.Read<Lead>(json);
}
