using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Learning;

/// <summary>What would be mailed to somebody who does nothing any more.</summary>
public sealed class SilenceTests
{
    // A Wednesday, noon in Tokyo.
    private static readonly DateTimeOffset Now = new(2027, 3, 3, 3, 0, 0, TimeSpan.Zero);
    private static readonly Edition Edition = SampleContent.Edition with
    {
        Scenarios = new Dictionary<string, Scenario>
        {
            ["car-considering"] = ScenarioTexts.Read(ScenarioTexts.Considering) with { HoldoutPercent = 0 },
        },
    };

    [Fact]
    public void The_steps_go_in_their_windows_and_a_condition_that_silence_cannot_meet_does_not_hold()
    {
        var mails = Mails(Considering(Consenting));

        // Two days later; the second step asks for a brochure seen.
        Assert.Equal([("car-considering", "2027-03-05T03:00:00")], mails.Select(Told));
    }

    [Fact]
    public void A_step_due_at_night_or_at_the_weekend_waits_for_the_window()
    {
        var friday = new DateTimeOffset(2027, 3, 4, 20, 0, 0, TimeSpan.Zero); // 05:00 in Tokyo

        var mails = Silence.MailsTo(Considering(Consenting, friday), Edition, friday, friday.AddDays(30));

        Assert.Equal([("car-considering", "2027-03-08T01:00:00")], mails.Select(Told));
    }

    [Fact]
    public void Without_a_consent_and_after_its_end_nothing_goes()
    {
        Assert.Empty(Mails(Considering(new MailState())));
        Assert.Empty(Mails(Considering(Consenting with { Suppression = "bounced" })));
    }

    [Fact]
    public void Who_is_held_out_gets_nothing()
    {
        var lead = Considering(Consenting);
        lead = lead.With(lead.Enrolments.Values.Single() with { HeldOut = true });

        Assert.Empty(Mails(lead));
    }

    [Fact]
    public void Who_cools_out_of_the_stage_before_the_step_gets_nothing()
    {
        // A quote is 30 points and a score of 33; at 15 points, 90 days later, it is left.
        var lead = Considering(Consenting);
        var late = lead.With(lead.Enrolments.Values.Single() with { DueAt = Now.AddDays(100) });

        Assert.Empty(Silence.MailsTo(late, Edition, Now, Now.AddDays(120)));
        var early = lead.With(lead.Enrolments.Values.Single() with { DueAt = Now.AddDays(80) });
        Assert.Single(Silence.MailsTo(early, Edition, Now, Now.AddDays(120)));
    }

    [Fact]
    public void Mails_of_other_scenarios_push_a_step_back_as_far_as_the_cap_says()
    {
        // Two in seven days: with two sent an hour ago the step of the day after tomorrow waits.
        var lead = Considering(Consenting with { Recent = [Now.AddHours(-1), Now.AddHours(-1)] });

        Assert.Equal([("car-considering", "2027-03-10T02:00:00")], Mails(lead).Select(Told));
    }

    [Fact]
    public void Nothing_is_told_of_what_lies_beyond_the_days_asked_for() =>
        Assert.Empty(Silence.MailsTo(Considering(Consenting), Edition, Now, Now.AddDays(2)));

    [Fact]
    public void A_draft_that_lifts_somebody_into_a_stage_begins_its_scenario()
    {
        var lead = Lead(Consenting, "shop-visit", Now);
        Assert.Empty(lead.Enrolments);
        var draft = Edition with { Rules = WhatIfTests.With("shop-visit", 40) };

        var ways = TwoWays.Of(lead, Edition, draft, Now).Enrolled("car", draft, Now);

        Assert.Empty(Silence.MailsTo(ways.Before, Edition, Now, Now.AddDays(30)));
        Assert.Single(Silence.MailsTo(ways.After, draft, Now, Now.AddDays(30)));
    }

    private static MailState Consenting { get; } = new()
    {
        Email = new ConsentState(true, Now.AddDays(-1), "consent|of-the-test"),
    };

    private static Lead Considering(MailState mail, DateTimeOffset? at = null) => Lead(mail, "quote", at ?? Now);

    private static Lead Lead(MailState mail, string type, DateTimeOffset at)
    {
        var past = SamplePasts.Of([(Edition.Rules.Products["car"].DayOf(at), type)]).Numbered(1);
        var lead = past.Lead with { Mail = mail };
        return Assessment.Of(lead, lead, Edition, at, "reaction").Lead;
    }

    private static IEnumerable<ForeseenMail> Mails(Lead lead) =>
        Silence.MailsTo(lead, Edition, Now, Now.AddDays(30));

    private static (string, string) Told(ForeseenMail mail) =>
        (mail.Scenario, mail.At.UtcDateTime.ToString("s", null));
}
