using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Scenarios;
using LeadScoring.Tests.Scenarios;
using NodaTime;

namespace LeadScoring.Tests.Nurture;

/// <summary>Scenarios that count from a date of the lead's own. The story begins on 2 March 2027.</summary>
public sealed class AnchorTests
{
    private const string Steps = """
        { "id": "early", "after": { "before": "P90D", "at": "10:00" }, "template": "t" },
        { "id": "late", "after": { "before": "P30D", "at": "10:00" }, "template": "t" },
        { "id": "after", "after": { "afterAnchor": "P7D" }, "template": "t" }
        """;

    [Fact]
    public void Each_mail_goes_so_long_before_or_after_the_date_that_the_lead_told()
    {
        var story = Begin().Tells("leaseEnd", "2027-08-31");

        Assert.Equal(["early 06-02 10:00", "late 08-01 10:00", "after 09-07 00:00"], story.After("P365D").Mails);
        Assert.Equal("completed", story.Only.Ended);
    }

    [Fact]
    public void When_the_date_moves_what_is_still_to_come_moves_with_it_and_what_was_sent_is_not_sent_again()
    {
        var story = Begin().Tells("leaseEnd", "2027-08-31").After("P100D");
        var (before, planned) = (Plan(story), story.Tells("leaseEnd", "2027-12-31").Lead);

        Assert.NotEqual(before, Plan(story));
        Assert.Equal("2027-12-31", planned.Enrolments.Values.Single().Date!.Value.ToString("O", null));
        Assert.Equal(["early 06-02 10:00", "late 12-01 10:00", "after 01-07 00:00"], story.After("P400D").Mails);
    }

    [Fact]
    public void A_date_that_moves_nearer_brings_the_next_mail_forward()
    {
        var story = Begin().Tells("leaseEnd", "2029-08-31").After("P30D").Tells("leaseEnd", "2027-08-31");

        Assert.Equal(["early 06-02 10:00", "late 08-01 10:00", "after 09-07 00:00"], story.After("P365D").Mails);
    }

    [Theory]
    [InlineData("2027-05-31", "early 03-02 10:00")] // a moment ago: within the grace
    [InlineData("2027-05-29", "early 03-02 12:00")] // two days ago
    public void A_step_whose_time_has_just_passed_goes_all_the_same(string date, string first) =>
        Assert.Equal(first, Begin(hours: first.EndsWith("12:00", StringComparison.Ordinal) ? 2 : 0)
            .Tells("leaseEnd", date).After("P10D").Mails.First());

    [Fact]
    public void Steps_whose_time_has_long_passed_are_passed_over_with_that_reason_and_not_sent_in_a_burst()
    {
        var story = Begin().Tells("leaseEnd", "2027-04-01").After("P60D");

        Assert.Equal(
            [
                "trial|1|1|early: Suppressed (too-late)", "trial|1|1|late: Claimed", "trial|1|1|after: Claimed",
            ],
            story.Settled);
        Assert.Equal(["late 03-02 10:00", "after 04-08 00:00"], story.Mails);
    }

    [Theory]
    [InlineData(4, "Claimed", "early 06-06 10:00")] // the grace of three days, and one to wait for its turn
    [InlineData(5, "Suppressed (too-late)", "late 08-01 10:00")]
    public void A_mail_that_something_kept_goes_no_later_than_a_day_after_its_grace(int days, string end, string first)
    {
        var story = Begin().Tells("leaseEnd", "2027-08-31");
        story.Lead = story.Lead.With(story.Only with { DueAt = story.Only.DueAt!.Value.AddDays(days) });

        Assert.Equal(first, story.After("P400D").Mails.First());
        Assert.Equal($"trial|1|1|early: {end}", story.Settled[0]);
    }

    [Fact]
    public void A_mail_in_time_goes_at_the_next_opening_however_long_the_window_is_shut()
    {
        var shut = Scenario() with
        {
            Window = Scenario().Window with { Days = new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Tuesday } },
        };
        var story = new Story(Story.Tuesday, [shut]).Tells("leaseEnd", "2027-08-31"); // the first: on a Wednesday

        Assert.Equal("early 06-08 00:00", story.After("P365D").Mails.First());
    }

    [Fact]
    public void A_date_whose_steps_have_all_passed_begins_nothing() =>
        Assert.Empty(Begin().Tells("leaseEnd", "2026-08-31").Lead.Enrolments);

    [Theory]
    [InlineData("31.8.2027", "not-a-date")]
    [InlineData("2027-08-31T00:00", "not-a-date")]
    [InlineData("2027-02-30", "not-a-date")]
    [InlineData("9999-12-31", "date-out-of-reach")]
    [InlineData(" ", "no-date")]
    public void What_is_no_date_begins_nothing_and_says_why(string value, string reason)
    {
        var story = Begin().Tells("leaseEnd", value);

        Assert.Empty(story.Lead.Enrolments);
        Assert.Equal((null, reason), Anchoring.DateOf(story.Lead, Scenario().Enter.Anchor!));
        Assert.Equal(
            reason == "no-date" ? [] : [new DateNotRead("trial", "leaseEnd", reason)],
            Anchoring.NotRead(story.Lead, story.Edition));
    }

    [Fact]
    public void Without_its_date_the_enrolment_ends_and_goes_on_where_it_was_when_the_date_is_back()
    {
        var story = Begin().Tells("leaseEnd", "2027-08-31").After("P100D").Tells("leaseEnd", "unknown");
        Assert.Equal((Anchoring.Gone, null), (story.Only.Ended, story.Only.DueAt));

        story.After("P1D").Tells("leaseEnd", "2027-08-31");

        Assert.Equal(("late", null, 1), (story.Only.NextStep, story.Only.Ended, story.Only.Occurrence));
        Assert.Equal(["early 06-02 10:00", "late 08-01 10:00", "after 09-07 00:00"], story.After("P365D").Mails);
    }

    [Fact]
    public void A_date_that_moves_after_the_last_mail_is_a_new_occurrence_if_the_scenario_lets_them_in_again()
    {
        var once = Begin().Tells("leaseEnd", "2027-04-01").After("P60D").Tells("leaseEnd", "2030-04-01");
        var again = Begin(""" "reentry": "always" """)
            .Tells("leaseEnd", "2027-04-01").After("P60D").Tells("leaseEnd", "2030-04-01");

        Assert.Single(once.Lead.Enrolments);
        Assert.Equal(["trial|1|1", "trial|1|2"], again.Lead.Enrolments.Keys);
    }

    [Fact]
    public void The_same_date_told_again_is_nothing_new()
    {
        var story = Begin(""" "reentry": "always" """).Tells("leaseEnd", "2027-04-01").After("P10D");
        story.Tells("leaseEnd", "2027-04-01").After("P60D").Tells("leaseEnd", "2027-04-01");

        Assert.Equal("completed", story.Only.Ended);
    }

    [Fact]
    public void Whoever_stops_the_use_of_their_data_and_allows_it_again_is_back_on_the_plan()
    {
        var story = Begin().Tells("leaseEnd", "2027-08-31");
        story.Assess(story.Lead with { Profile = story.Lead.Profile! with { StoppedAt = story.Now } });
        Assert.Equal(Enrolment.UseStopped, story.Only.Ended);

        story.After("P1D").Assess(story.Lead with { Profile = story.Lead.Profile! with { StoppedAt = null } });

        Assert.Equal(("early", null), (story.Only.NextStep, story.Only.Ended));
    }

    [Fact]
    public void The_end_of_a_wait_may_count_from_the_date_and_moves_with_it()
    {
        var story = Begin(steps: """
            { "id": "early", "after": { "before": "P90D" }, "template": "t" },
            { "id": "waits", "wait": { "for": "test-drive", "timeOut": { "before": "P30D" }, "then": "end" } },
            { "id": "late", "after": "PT0S", "template": "t" },
            { "id": "end", "exit": "done" }
            """).Tells("leaseEnd", "2027-08-31").After("P100D").Tells("leaseEnd", "2027-09-30");
        Assert.Equal(new DateTimeOffset(2027, 8, 31, 0, 0, 0, TimeSpan.FromHours(9)), story.Only.DueAt);

        Assert.Equal(["early 06-02 00:00", "late 08-31 00:00"], story.After("P365D").Mails);
    }

    [Fact]
    public void Looking_twice_changes_nothing()
    {
        var story = Begin().Tells("leaseEnd", "2027-08-31");
        var once = story.Lead;

        Assert.Equal(once.Enrolments, story.Assess().Lead.Enrolments);
    }

    private static Story Begin(string more = "", string steps = Steps, int hours = 0) =>
        new(Story.Tuesday.AddHours(hours), [Scenario(more, steps)]);

    private static Scenario Scenario(string more = "", string steps = Steps) => ScenarioTexts.Read(
        ScenarioTexts.Open(steps, """{ "anchor": { "attribute": "leaseEnd", "grace": "P3D" } }""", more));

    private static List<(string, DateTimeOffset)> Plan(Story story) =>
        [.. LeadFollowUp.Plans(story.Lead).Where(plan => plan.Item.Step is not null)
            .Select(plan => (plan.Item.Step!, plan.At))];
}
