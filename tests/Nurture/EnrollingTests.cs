using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Scenarios;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Nurture;

/// <summary>Who comes in, and when again.</summary>
public sealed class EnrollingTests
{
    private const string Mail = """{ "id": "hello", "after": "P1D", "template": "t" }""";

    [Fact]
    public void A_customer_that_lapses_is_won_back_and_leaves_by_buying()
    {
        var story = Begin("""{ "lapsed": true }""", """{ "id": "hello", "after": "P20D", "template": "t" }""",
            """ "exits": { "onStageLeft": true } """).Buys().After("P239D");
        Assert.Empty(story.Lead.Enrolments);

        story.After("P1D");
        Assert.Equal("hello", story.Only.NextStep);

        Assert.Equal("class-left", story.After("P1D").Buys().After("P20D").Only.Ended);
        Assert.Empty(story.Mails);
    }

    [Theory]
    [InlineData("first-time", 1)]
    [InlineData("loyal", 0)]
    public void The_lapsed_of_one_class_are_those_of_it(string name, int enrolments) =>
        Assert.Equal(enrolments, Begin($$"""{ "class": "{{name}}", "lapsed": true }""").Buys().After("P241D")
            .Lead.Enrolments.Count);

    [Theory]
    [InlineData("Tokyo", 1)]
    [InlineData("Osaka", 0)]
    public void A_condition_says_who_of_them(string prefecture, int enrolments) =>
        Assert.Equal(enrolments, Begin(
                """{ "stage": "considering", "if": { "attribute": { "name": "prefecture", "equals": "tokyo" } } }""")
            .Tells("prefecture", prefecture).Reacts("quote").Lead.Enrolments.Count);

    [Theory]
    [InlineData("quote", 0)]
    [InlineData("configurator", 1)]
    public void What_ends_a_scenario_does_not_begin_it(string exit, int enrolments)
    {
        var story = Begin(
            """{ "stage": "considering" }""", Mail, $$"""
                "exits": { "onReactions": ["{{exit}}"] }
                """);

        Assert.Equal(enrolments, story.Reacts("quote").Lead.Enrolments.Count);
    }

    [Fact]
    public void Who_cools_into_a_stage_comes_in_whatever_they_did_last()
    {
        var story = Begin("""{ "stage": "new" }""", Mail, """ "exits": { "onReactions": ["brochure"] } """)
            .Reacts("brochure");
        Assert.Empty(story.Lead.Enrolments);

        var cooled = Assessment.Of(story.Lead, story.Lead, story.Edition, story.Now.AddDays(600), Cause.Time);

        Assert.Single(cooled.Lead.Enrolments);
    }

    [Theory]
    [InlineData("never", 1)]
    [InlineData("after:P30D", 1)]
    [InlineData("always", 2)]
    public void Again_is_when_the_scenario_says_and_never_while_the_former_runs(string reentry, int enrolments)
    {
        var story = Begin("""{ "class": "first-time" }""", Mail, $"\"reentry\": \"{reentry}\"").Buys();
        var first = story.Lead;
        story.Lead = Enrolling.Into(story.Lead, story.Edition, "car", null, "first-time", story.Now);
        Assert.Equal(first, story.Lead);

        story.After("P2D");
        story.Lead = Enrolling.Into(story.Lead, story.Edition, "car", null, "first-time", story.Now);

        Assert.Equal(enrolments, story.Lead.Enrolments.Count);
    }

    [Fact]
    public void A_walk_takes_in_who_stands_there_already_once_however_often_it_comes_by()
    {
        var story = new Story().Reacts("quote");
        var scenario = ScenarioTexts.Read(ScenarioTexts.Open(Mail, more: """ "reentry": "always" """));
        story.Edition = story.Edition with { Scenarios = new Dictionary<string, Scenario> { ["trial"] = scenario } };

        var once = Enrolling.Present(story.Lead, story.Edition, scenario, story.Now);
        story.Lead = once;
        story.After("P2D");
        var twice = Enrolling.Present(story.Lead, story.Edition, scenario, story.Now);

        Assert.Equal("trial|1|1", Assert.Single(once.Enrolments).Key);
        Assert.Equal(story.Lead, twice);
        Assert.Equal(["hello 03-03 10:00"], story.Mails);
    }

    [Fact]
    public void A_walk_passes_by_who_stands_elsewhere_and_takes_in_who_has_the_date()
    {
        var story = new Story().Reacts("brochure").Tells("leaseEnd", "2027-08-31");
        var elsewhere = ScenarioTexts.Read(ScenarioTexts.Open(Mail));
        var dated = ScenarioTexts.Read(ScenarioTexts.Open(
            """{ "id": "hello", "after": { "before": "P9D" }, "template": "t" }""",
            """{ "anchor": { "attribute": "leaseEnd" } }"""));

        Assert.Equal(story.Lead, Enrolling.Present(story.Lead, story.Edition, elsewhere, story.Now));
        var taken = Enrolling.Present(story.Lead, story.Edition, dated, story.Now);
        Assert.Single(taken.Enrolments);
        Assert.Equal(taken, Enrolling.Present(taken, story.Edition, dated, story.Now));
    }

    private static Story Begin(string enter, string steps = Mail, string more = "") =>
        new(ScenarioTexts.Read(ScenarioTexts.Open(steps, enter, more)));
}
