using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Tests.Nurture;

/// <summary>What a process does with those who follow a version of a scenario that it does not have.</summary>
public sealed class KnownVersionsTests
{
    private static readonly DateTimeOffset Now = Mailing.Monday;

    private static readonly Scenario Second = Mailing.Of("a", 50, "20/PT1H", 2) with { Version = 2 };

    [Theory]
    [InlineData("a", 1, 3, false)] // of before versions were kept: the one in force
    [InlineData("a", 2, 2, false)]
    [InlineData("a", 3, 3, false)]
    [InlineData("a", 4, null, true)]
    [InlineData("gone", 1, null, false)] // no longer in force, and of before
    [InlineData("gone", 2, 2, false)]
    [InlineData("gone", 3, null, true)]
    [InlineData("never", 1, null, false)]
    public void The_version_in_force_stands_in_for_none_but_those_older_than_all_that_were_kept(
        string id, int version, int? found, bool isLacking)
    {
        var edition = Mailing.Brand(SendingRules.Default, Second with { Version = 3 }) with
        {
            EarlierScenarios = new Dictionary<(string, int), Scenario>
            {
                [("a", 2)] = Second,
                [("a", 3)] = Second with { Version = 3 },
                [("gone", 2)] = Second with { Id = "gone" },
            },
        };

        Assert.Equal(found, edition.ScenarioOf(id, version)?.Version);
        Assert.Equal(isLacking, edition.Lacks(id, version));
    }

    [Fact]
    public void A_scenario_nobody_knows_may_be_in_what_could_not_come_into_force()
    {
        var problem = new ContentProblem("scenarios/b.json", "", "Is none.");
        var edition = Mailing.Brand(SendingRules.Default, Second) with { Nurture = new NurtureStanding(1, [problem]) };

        Assert.True(edition.Lacks("b", 1));
        Assert.False(edition.Lacks("a", 1));
    }

    [Theory]
    [InlineData("fresh")] // a step of the newer version only
    [InlineData("s1")] // one that the older version has, too, with another mail
    public void A_step_of_a_newer_version_is_not_decided(string step)
    {
        var enrolment = Enrolled(3, step);

        var due = StepDue.Decide(LeadIn(enrolment), null, enrolment.Key, step, Known, Now);

        Assert.Equal((null, null), (due.Change, due.Claimed));
    }

    [Fact]
    public void Nor_is_one_of_a_version_somebody_went_over_to_elsewhere()
    {
        var enrolment = Enrolled(2, "s1") with { MovedTo = 3 };

        Assert.Null(StepDue.Decide(LeadIn(enrolment), null, enrolment.Key, "s1", Known, Now).Change);
    }

    [Fact]
    public void What_the_version_in_force_sends_to_those_of_before_is_counted_as_its_own()
    {
        var enrolment = Enrolled(1, "s1");

        var due = StepDue.Decide(LeadIn(enrolment), null, enrolment.Key, "s1", Known, Now);

        Assert.Equal(2, due.Claimed!.Version);
        var settled = due.Change!.Lead.Enrolments[enrolment.Key];
        Assert.Equal(("s2", 2), (settled.NextStep, settled.MovedTo));
    }

    [Fact]
    public void A_mail_that_is_tried_again_keeps_the_name_it_has_outside()
    {
        var enrolment = Enrolled(2, "s1");
        var deferred = new SendRecord
        {
            SendId = "named-by-an-earlier-release",
            Status = SendStatus.Deferred,
            Template = "car-story",
            DecidedAt = Now.AddMinutes(-10),
        };

        var due = StepDue.Decide(
            LeadIn(enrolment), new LedgerRow("send|a|2|1|s1", deferred, "1"), enrolment.Key, "s1", Known, Now);

        Assert.Equal((deferred.SendId, SendStatus.Claimed), (due.Claimed!.SendId, due.Claimed.Status));
    }

    private static Edition Known => Mailing.Brand(SendingRules.Default, Second);

    private static Lead LeadIn(Enrolment enrolment) => new Mailing(Known, Now).Lead.With(enrolment);

    private static Enrolment Enrolled(int version, string step) => new()
    {
        Scenario = "a",
        Version = version,
        Product = "car",
        Occurrence = 1,
        HeldOut = false,
        EnteredAt = Now.AddHours(-1),
        NextStep = step,
        DueAt = Now,
    };
}
