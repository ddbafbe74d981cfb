using LeadScoring.Nurture;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Nurture;

/// <summary>One lead's way through waits, branches and exits, as time passes and things happen.</summary>
public sealed class WaysThroughTests
{
    private const string Waiting = """
        { "id": "hello", "after": "P1D", "template": "t" },
        { "id": "answer", "wait": { "for": ["brochure", "shop-visit"], "timeOut": "P7D",
                                    "then": "thanks", "else": "again" } },
        { "id": "again", "after": "PT0S", "template": "t", "next": "end" },
        { "id": "thanks", "after": "P1D", "template": "t" },
        { "id": "end", "exit": "told" }
        """;

    [Fact]
    public void A_wait_ends_at_once_when_what_it_waits_for_comes()
    {
        var story = Enter(Waiting).After("P3D").Reacts("shop-visit").After("P30D");

        Assert.Equal(["hello 03-03 10:00", "thanks 03-06 10:00"], story.Mails);
        Assert.Equal(("reacted", "thanks"), (story.Only.Turns!["answer"].Why, story.Only.Turns["answer"].To));
        Assert.Equal("told", story.Only.Ended);
    }

    [Fact]
    public void A_wait_that_nobody_answers_ends_by_its_time_out()
    {
        var story = Enter(Waiting).After("P30D");

        Assert.Equal(["hello 03-03 10:00", "again 03-10 10:00"], story.Mails);
        Assert.Equal("timed-out", story.Only.Turns!["answer"].Why);
    }

    [Fact]
    public void What_came_before_the_wait_is_not_what_it_waits_for_however_late_it_is_told()
    {
        var story = Enter(Waiting).After("PT1H").Reacts("brochure").After("P3D");
        Assert.Equal("answer", story.Only.NextStep);

        story.Reacts("shop-visit", Story.Tuesday.AddHours(2)).After("P1D");

        Assert.Equal(("answer", 1), (story.Only.NextStep, story.Mails.Count));
    }

    [Fact]
    public void A_wait_whose_answer_turned_out_to_be_a_machines_goes_on_waiting()
    {
        var story = Enter(Waiting).After("P3D").Reacts("shop-visit");
        Assert.Equal(story.Now, story.Only.DueAt);
        var car = story.Lead.Product("car");
        story.Lead = story.Lead.With(car with { LastByType = car.LastByType.Remove("shop-visit") });

        story.After("PT1M");

        Assert.Equal(("answer", Story.Tuesday.AddDays(8)), (story.Only.NextStep, story.Only.DueAt));
    }

    [Fact]
    public void An_exit_ends_a_wait_at_once_and_nothing_is_sent_any_more()
    {
        var story = Enter(Waiting, more: """ "exits": { "onPurchase": true, "onReactions": ["complaint"] } """)
            .After("P3D").Reacts("complaint").After("PT1M");

        Assert.Equal("reaction-complaint", story.Only.Ended);
        Assert.Equal(["trial|1|1|hello: Claimed"], story.After("P30D").Settled);
    }

    [Theory]
    [InlineData("test-drive", "case-1", "drove")]
    [InlineData("quote", "case-2", "asked")]
    [InlineData("brochure", "else", "neither")]
    public void A_branch_takes_its_first_case_that_holds(string reaction, string why, string mail)
    {
        var story = Enter("""
            { "id": "sort", "after": "P2D", "branch": [
                { "if": { "reacted": ["test-drive"] }, "go": "drove" },
                { "if": { "reacted": ["quote", "test-drive"] }, "go": "asked" }], "else": "neither" },
            { "id": "drove", "after": "PT0S", "template": "t", "next": "end" },
            { "id": "asked", "after": "PT0S", "template": "t", "next": "end" },
            { "id": "neither", "after": "PT0S", "template": "t" },
            { "id": "end", "exit": "done" }
            """).After("P1D").Reacts(reaction).After("P7D");

        Assert.Equal([$"{mail} 03-04 10:00"], story.Mails);
        Assert.Equal(why, story.Only.Turns!["sort"].Why);
    }

    [Fact]
    public void What_no_model_says_lets_a_mail_pass_by_with_that_as_its_reason_and_a_branch_go_else()
    {
        const string likely = """{ "probability": { "within": 90, "atLeast": 0.2 } }""";
        var story = Enter($$"""
            { "id": "likely", "after": "P1D", "template": "t", "if": {{likely}} },
            { "id": "sort", "branch": [{ "if": {{likely}}, "go": "end" }] },
            { "id": "rest", "after": "P1D", "template": "t" },
            { "id": "end", "exit": "done" }
            """).After("P7D");

        Assert.Equal(
            ["trial|1|1|likely: Suppressed (condition-not-known)", "trial|1|1|rest: Claimed"], story.Settled);
        Assert.Equal("else-not-known", story.Only.Turns!["sort"].Why);
    }

    [Fact]
    public void A_condition_may_ask_what_came_of_an_earlier_mail()
    {
        var story = Enter("""
            { "id": "hello", "after": "P1D", "template": "t" },
            { "id": "read", "after": "P1D", "template": "t", "if": { "opened": "hello" } },
            { "id": "clicked", "after": "P1D", "template": "t", "if": { "clicked": ["hello", "read"] } }
            """);
        story.Outlook = new Outlook(null, new Dictionary<string, SeenMail> { ["hello"] = new(true, false) });

        Assert.Equal(["hello 03-03 10:00", "read 03-04 10:00"], story.After("P9D").Mails);
        Assert.Contains("trial|1|1|clicked: Suppressed (condition-not-met)", story.Settled);
    }

    [Fact]
    public void Who_is_held_out_goes_the_same_way_without_a_mail()
    {
        var story = Enter(Waiting);
        story.Lead = story.Lead.With(story.Only with { HeldOut = true });

        story.After("P3D").Reacts("shop-visit").After("P30D");

        Assert.Equal(["trial|1|1|hello: HeldOut", "trial|1|1|thanks: HeldOut"], story.Settled);
        Assert.Equal("told", story.Only.Ended);
    }

    [Fact]
    public void A_message_that_comes_again_changes_nothing()
    {
        var story = Enter(Waiting).After("P1D");
        var (lead, mails) = (story.Lead, story.Mails.Count);

        var again = story.Decide(story.Only, "hello");
        var early = story.Decide(story.Only);

        Assert.Equal((null, null), (again.Change, early.Change));
        Assert.Equal((lead, mails), (story.Lead, story.Mails.Count));
    }

    [Fact]
    public void A_mail_that_the_provider_turned_away_takes_its_way_from_there_again()
    {
        var story = Enter(Waiting).After("P1D");
        var row = new LedgerRow("send|trial|1|1|hello", new SendRecord
        {
            SendId = "s",
            Status = SendStatus.Claimed,
            Template = "t",
            DecidedAt = story.Now,
        }, "\"1\"");

        var back = StepDue.TakeBack(
            story.Lead, row, story.Only.Key, "hello", row.Record, story.Now.AddMinutes(2), story.Now)!;

        var rewound = Assert.Single(back.Lead.Enrolments.Values);
        Assert.Equal(("hello", story.Now.AddMinutes(2)), (rewound.NextStep, rewound.DueAt));
        Assert.Empty(back.Lead.Mail.Recent);
    }

    [Fact]
    public void Who_is_under_way_finishes_on_the_version_it_began_with()
    {
        var story = Enter(Waiting).After("P1D");
        Publish(story, """{ "id": "hello", "after": "P1D", "template": "t" }""", version: 2);

        Assert.Equal(["hello 03-03 10:00", "again 03-10 10:00"], story.After("P30D").Mails);
    }

    [Fact]
    public void A_new_version_that_moves_them_takes_over_who_has_come_to_a_step_of_its_own()
    {
        var story = Enter(Waiting).After("P1D");
        Publish(story, """
            { "id": "hello", "after": "P1D", "template": "t" },
            { "id": "answer", "wait": { "for": "brochure", "timeOut": "P9D" } },
            { "id": "news", "after": "P1D", "template": "t" },
            { "id": "more", "after": "P1D", "template": "t" }
            """, version: 2, running: "move");
        story.After("P9D");
        Assert.Equal(("news", 2), (story.Only.NextStep, story.Only.MovedTo));

        // Who went over stays: no other version has its step.
        Publish(story, """{ "id": "hello", "after": "P1D", "template": "t" }""", version: 3, running: "move");
        story.After("P30D");

        Assert.Equal(["hello 03-03 10:00", "news 03-13 10:00", "more 03-14 10:00"], story.Mails);
        Assert.Equal(("trial|1|1", "completed"), (story.Only.Key, story.Only.Ended));
    }

    [Fact]
    public void A_new_version_that_lacks_the_step_leaves_them_where_they_are()
    {
        var story = Enter(Waiting).After("P1D");
        Publish(story, """{ "id": "hello", "after": "P1D", "template": "t" }""", version: 2, running: "move");

        Assert.Equal(["hello 03-03 10:00", "again 03-10 10:00"], story.After("P30D").Mails);
        Assert.Null(story.Only.MovedTo);
    }

    private static Story Enter(string steps, string more = "") =>
        new Story(ScenarioTexts.Read(ScenarioTexts.Open(steps, more: more)))
            .Reacts("quote", Story.Tuesday.AddHours(-1));

    /// <summary>As publishing does: the version before is kept.</summary>
    private static void Publish(Story story, string steps, int version, string running = "finish")
    {
        var before = story.Edition.Scenarios.Values.Single();
        var next = ScenarioTexts.Read(ScenarioTexts.Open(steps, more: $"\"running\": \"{running}\""));
        story.Edition = story.Edition with
        {
            Scenarios = new Dictionary<string, Scenario> { ["trial"] = next with { Version = version } },
            EarlierScenarios = story.Edition.EarlierScenarios
                .Append(KeyValuePair.Create((before.Id, before.Version), before)).ToDictionary(),
        };
    }
}
