using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Nurture;
using LeadScoring.Scenarios;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Nurture;

/// <summary>Scenarios of leads that are told to be like loyal customers.</summary>
public sealed class LikenessTests
{
    private const string Mail = """{ "id": "hello", "after": "P1D", "template": "t" }""";
    private const string From80 = """{ "likeness": { "atLeast": 80 } }""";

    [Fact]
    public void A_lead_comes_in_when_it_comes_to_the_level_and_is_mailed_once_however_often_it_is_told()
    {
        var story = Tell(Tell(Begin(From80), 70), 70);
        Assert.Empty(story.Lead.Enrolments);

        var once = Tell(story, 80).Lead;
        Assert.Equal(once, Tell(story, 80).Lead);
        story.After("P1D");

        Assert.Equal("completed", Tell(story, 90).Only.Ended); // it stood there already
        Assert.Equal(["hello 03-03 10:00"], story.Mails);
    }

    [Theory]
    [InlineData("never", 1)]
    [InlineData("always", 2)]
    public void Who_falls_under_the_level_and_comes_back_comes_in_again_where_the_scenario_says_so(
        string reentry, int enrolments)
    {
        var story = Tell(Begin(From80, Mail, $"\"reentry\": \"{reentry}\""), 90).After("P2D");

        Assert.Equal(enrolments, Tell(Tell(story, 60), 80).Lead.Enrolments.Count);
    }

    [Theory]
    [InlineData(80, null, "completed")]
    [InlineData(70, "likeness-left", "likeness-left")]
    [InlineData(0, "likeness-left", "likeness-left")]
    public void Falling_under_the_level_ends_it_where_the_scenario_says_so(int level, string? left, string ended)
    {
        var story = Tell(
            Tell(Begin(From80, Mail, """ "exits": { "onStageLeft": true } """), 90), level).After("P1D");

        Assert.Equal((ended, left is null ? 1 : 0), (story.Only.Ended, story.Mails.Count));
    }

    [Fact]
    public void Likeness_is_asked_by_any_condition()
    {
        var story = Begin(
            """{ "stage": "considering", "if": { "likeness": { "atLeast": 60 } } }""",
            """
            { "id": "asks", "after": "P1D",
              "branch": [{ "if": { "likeness": { "atLeast": 80, "below": 90 } }, "go": "hello" }] },
            { "id": "goes", "exit": "less-alike" },
            """ + Mail);
        Assert.Empty(story.Reacts("quote").Lead.Enrolments);

        var alike = Tell(Begin(story.Edition.Scenarios.Values.Single()), 60).Reacts("quote");
        Assert.Equal("less-alike", Assert.Single(alike.After("P2D").Lead.Enrolments).Value.Ended);
        var more = Tell(Begin(story.Edition.Scenarios.Values.Single()), 80).Reacts("quote");
        Assert.Equal("completed", more.After("P3D").Only.Ended);
    }

    [Fact]
    public void What_ends_a_scenario_does_not_begin_it_by_likeness_either() => Assert.Empty(Tell(
        Begin(From80, Mail, """ "exits": { "onReactions": ["complaint"] } """).Reacts("complaint"), 90)
        .Lead.Enrolments);

    [Fact]
    public void A_loyal_customer_is_not_like_one()
    {
        var story = Tell(Begin("""{ "class": "loyal" }"""), 90);
        var state = story.Lead.Product("car") with { Class = CustomerClass.Loyal };

        Assert.Equal((90, 0), (story.Lead.Product("car").LikenessLevel(), state.LikenessLevel()));
    }

    [Fact]
    public void A_walk_takes_in_who_is_told_it_already()
    {
        var story = Tell(Begin("""{ "stage": "ready" }"""), 80);
        var (first, higher) = (
            ScenarioTexts.Read(ScenarioTexts.Open(Mail, From80)),
            ScenarioTexts.Read(ScenarioTexts.Open(Mail, """{ "likeness": { "atLeast": 90 } }""")));

        Assert.Single(Enrolling.Present(story.Lead, story.Edition, first, story.Now).Enrolments);
        Assert.Empty(Enrolling.Present(story.Lead, story.Edition, higher, story.Now).Enrolments);
    }

    [Fact]
    public void A_lead_that_is_not_in_use_or_did_nothing_in_the_line_is_told_nothing()
    {
        var story = Begin(From80);
        var stopped = story.Lead with { Profile = story.Lead.Profile! with { StoppedAt = story.Now } };

        Assert.Null(Likening.Told(stopped, "car", 90, story.Edition, story.Now));
        Assert.Null(Likening.Told(story.Lead, "camper", 90, story.Edition, story.Now));
        Assert.Null(Likening.Told(story.Lead, "car", 0, story.Edition, story.Now));
    }

    private static Story Tell(Story story, int level)
    {
        story.Lead = Likening.Told(story.Lead, "car", level, story.Edition, story.Now)?.Lead ?? story.Lead;
        return story;
    }

    private static Story Begin(string enter, string steps = Mail, string more = "") =>
        Begin(ScenarioTexts.Read(ScenarioTexts.Open(steps, enter, more)));

    private static Story Begin(Scenario scenario) => new Story(scenario).Reacts("brochure");
}
