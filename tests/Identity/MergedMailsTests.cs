using System.Text.Json.Nodes;
using LeadScoring.Consent;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Nurture;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Identity;

/// <summary>One person gets what one person may get, under however many addresses.</summary>
public sealed class MergedMailsTests
{
    private static readonly DateTimeOffset Now = Mailing.Monday;
    private static readonly Scenario Capped = Mailing.Of("a", 50, "1/P7D", 2);
    private static readonly Edition Edition = Mailing.Brand(SendingRules.Default, Capped);

    [Theory]
    [InlineData("always", 2)] // at once again, as far as the cap goes
    [InlineData("never", 1)]
    public async Task One_person_of_two_leads_gets_no_more_than_the_cap_and_once_after_the_merge(
        string reentry, int afterTwoWeeks)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario("car-new", 2, scenario =>
        {
            scenario["window"] = JsonNode.Parse("""
                {"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"00:00","to":"00:00","timeZone":"Asia/Tokyo"}
                """);
            scenario["cap"] = JsonNode.Parse("""{"mails":1,"per":"P7D"}""");
            scenario["steps"] = new JsonArray(scenario["steps"]![0]!.DeepClone(), scenario["steps"]![1]!.DeepClone());
            scenario["steps"]![1]!["after"] = "P90D";
            scenario["holdoutPercent"] = 0;
            scenario["reentry"] = reentry;
        }));
        foreach (var email in new[] { People.Hanako, People.Work })
            await brand.PostAsync("/api/consents", new
            {
                consents = new[]
                {
                    new
                    {
                        email, channel = "email", grantedAt = "2027-01-30T00:00:00Z", how = "paper form",
                        wordingVersion = "2027-01", proof = "shelf 1",
                    },
                },
            });
        await brand.ReactAsync(People.Hanako, "h-1", "page-view", "2027-01-31T23:00:00Z");
        await brand.SettleAsync();
        await brand.AdvanceAsync("P1DT1H");
        Assert.Equal([People.Hanako], brand.Mails().Select(mail => mail.To));

        await brand.MergeAsync(People.Hanako, People.Work);
        await brand.SettleAsync();
        await brand.AdvanceAsync("P2D");
        Assert.Single(brand.Mails());

        await brand.AdvanceAsync("P12D");
        Assert.Equal(afterTwoWeeks, brand.Mails().Count);
    }

    [Fact]
    public void The_mails_to_all_that_are_merged_weigh_on_the_cap_and_none_after_the_unmerge()
    {
        var (a, b, c) = (Person("a", 3), Person("b", 2), Person("c", 1));
        var ab = Into(b, a);
        var abc = Into(c, ab);
        Assert.Equal([Ago(1), Ago(3), Ago(2)], abc.RecentMails());
        var without = c.Mail with { Recent = [] };
        Assert.Equal(
            Ago(2).AddDays(7), Assert.IsType<StepDecision.Postpone>(Asked(abc with { Mail = without })).Until);
        Assert.Null(Merging.TakeIn(Stored(abc), ab, "", Edition, Now));

        var apart = Merging.LetGo(abc, "b", Now)!.Lead;

        Assert.Equal([Ago(1)], apart.RecentMails());
        Assert.Equal([Ago(2)], Merging.LetGo(ab, "a", Now)!.Lead.RecentMails());
        Assert.IsType<StepDecision.Send>(Asked(apart with { Mail = without }));
    }

    [Fact]
    public void What_was_begun_elsewhere_is_known_and_what_only_waited_for_its_first_step_is_not()
    {
        var waiting = new Mailing(Edition, Now).Enrolled("a", Now).Lead;
        var enrolment = waiting.Enrolments.Values.Single();
        var second = waiting.With(enrolment with { NextStep = "s2" });
        var cut = waiting.With(enrolment.End(Enrolment.Merged, Now));
        var bought = waiting.With(enrolment.End("purchase", Now));

        Assert.Empty(Enrolling.Begun(waiting, Edition));
        Assert.Empty(Enrolling.Begun(cut, Edition));
        Assert.Equal(enrolment.EnteredAt, Enrolling.Begun(second, Edition)["a"].At);
        Assert.Equal(enrolment.EnteredAt, Enrolling.Begun(bought, Edition)["a"].At);
        Assert.Equal(enrolment.EnteredAt, Enrolling.Begun(Into(Person("b", 1), second), Edition)["a"].At);
    }

    private static StepDecision Asked(Lead lead) =>
        new Mailing(Edition, Now) { Lead = lead }.Enrolled("a", Now).Asked("a");

    private static Lead Into(Lead into, Lead from) => Merging.TakeIn(into, from, "same phone", Edition, Now)!.Lead;

    private static Lead Stored(Lead lead) =>
        lead with { Profile = Json.Read<Profile>(Json.Write(lead.Profile)) };

    private static DateTimeOffset Ago(int days) => Now.AddDays(-days);

    private static Lead Person(string id, int days) => new Mailing(Edition, Now).Lead with
    {
        Id = id,
        Mail = new MailState { Email = new ConsentState(true, Ago(9), "consent|1"), Recent = [Ago(days)] },
    };
}
