using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Simulation;
using LeadScoring.Tests.Learning;
using LeadScoring.Tests.Nurture;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Simulation;

/// <summary>What a lead's page says of the next step is what will be decided.</summary>
public sealed class NextStepTests
{
    // A Wednesday, noon in Tokyo; the step is due on Friday at noon.
    private static readonly DateTimeOffset Now = new(2027, 3, 3, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = Now.AddDays(2);
    private static readonly Edition Edition = SampleContent.Edition with
    {
        Scenarios = new Dictionary<string, Scenario>
        {
            ["car-considering"] = ScenarioTexts.Read(ScenarioTexts.Considering) with { HoldoutPercent = 0 },
        },
    };

    private static readonly Arbitrary<Hindrance> AnyHindrance = (
        from days in Gen.Choose(1, 10)
        from due in Gen.Choose(0, 100)
        from complained in Gen.Choose(0, 100)
        from sent in Gen.ListOf(Gen.Choose(0, 240), 4)
        select new Hindrance(days, due, complained, [.. sent])).ToArbitrary();

    private static readonly MailState Consenting = new()
    {
        Email = new ConsentState(true, Now.AddDays(-1), "consent|of-the-test"),
    };

    [Fact]
    public void A_mail_that_goes_says_when() =>
        Assert.Equal(
            new NextStep("car-considering", 3, "day-2", Due, false, Sends: true, null, Due), Of(Considering()));

    [Fact]
    public void Of_a_version_that_this_process_lacks_nothing_is_foretold_and_nothing_goes_in_circles()
    {
        var lead = Considering();
        var enrolment = Assert.Single(lead.Enrolments.Values);
        var ahead = lead.With(enrolment with { MovedTo = 9 });

        Assert.Equal((false, null), (Of(ahead)!.Sends, Of(ahead)!.Reason));
        Assert.Single(
            Future.Of(ahead, Edition, Now, Now.AddYears(1)), moment => moment.Planned.Kind == DueKind.Step);
    }

    [Fact]
    public void Nothing_is_told_of_a_lead_in_no_scenario() =>
        Assert.Null(Of(SamplePasts.Of([]).Numbered(1).Lead));

    [Fact]
    public void A_cap_and_the_window_after_it_are_followed_to_the_instant_at_which_the_mail_goes()
    {
        var lead = Considering(Consenting with { Recent = [Now.AddHours(-1), Now.AddHours(-1)] });

        var next = Of(lead)!;

        Assert.Equal((true, "cap", Due), (next.Sends, next.Reason, next.DueAt));
        Assert.Equal(new DateTimeOffset(2027, 3, 10, 2, 0, 0, TimeSpan.Zero), next.SendsAt);
    }

    [Fact]
    public void What_does_not_go_says_why()
    {
        var withdrawn = Consenting with { Email = Consenting.Email! with { Granted = false } };
        Assert.Equal((false, Lawful.Withdrawn), Told(Considering(withdrawn)));
        Assert.Equal((false, "bounced"), Told(Considering(Consenting with { Suppression = "bounced" })));
        var heldOut = Considering();
        heldOut = heldOut.With(heldOut.Enrolments.Values.Single() with { HeldOut = true });
        Assert.Equal((false, "held out"), Told(heldOut));
    }

    [Fact]
    public void A_step_that_will_find_the_lead_cooled_out_of_its_stage_does_not_go()
    {
        var late = Considering();
        late = late.With(late.Enrolments.Values.Single() with { DueAt = Now.AddDays(100) });

        Assert.Equal((false, "stage-left"), Told(late));
    }

    [Fact]
    public void A_step_whose_condition_silence_does_not_meet_does_not_go()
    {
        var second = Considering();
        second = second.With(second.Enrolments.Values.Single() with { NextStep = "day-9", DueAt = Now.AddDays(1) });

        Assert.Equal((false, "condition-not-met"), Told(second));
    }

    [Fact]
    public void A_pause_is_waited_for_to_its_end_and_one_without_an_end_for_ever()
    {
        var monday = new DateTimeOffset(2027, 3, 8, 2, 0, 0, TimeSpan.Zero);

        var later = NextStep.Of(Considering(), Pausing(monday), Now, Outlooks.None)!;
        var never = NextStep.Of(Considering(), Pausing(null), Now, Outlooks.None)!;

        Assert.Equal((true, Settling.Paused, monday), (later.Sends, later.Reason, later.SendsAt));
        Assert.Equal((false, Settling.Paused, null), (never.Sends, never.Reason, never.SendsAt));
    }

    [Fact]
    public void What_has_to_be_resumed_is_paused_and_not_forgotten()
    {
        var retention = Edition.Sender.Retention with { Leads = NodaTime.Period.FromDays(10) };
        var pausing = Pausing(null);
        pausing = pausing with { Sender = pausing.Sender with { Retention = retention } };

        Assert.Equal(
            (false, Settling.Paused),
            NextStep.Of(Considering(null, pausing), pausing, Now, Outlooks.None) is { } next
                ? (next.Sends, next.Reason) : default);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void A_pause_of_one_scenario_holds_back_no_other(int? days)
    {
        var (a, b) = (Mailing.Of("a", 50, "20/PT1H", 2), Mailing.Of("b", 50, "20/PT1H", 2, "P1D"));
        var pause = new Pause(Now, days is { } until ? Now.AddDays(until) : null, null);
        var brand = Mailing.Brand(SendingRules.Default, a, b) with { Controls = SendControls.None.With("a", pause) };
        var lead = new Mailing(brand, Now).Enrolled("a", Now).Enrolled("b", Now.AddHours(1)).Lead;

        var sent = Future.Of(lead, brand, Now, Now.AddDays(30))
            .Where(moment => moment.Decision is StepDecision.Send)
            .Select(moment => (moment.Planned.Key[..1], moment.Planned.Step, (moment.At - Now).TotalHours));

        Assert.Equal(
            [
                ("b", "s1", 1.0),
                .. days is null ? [] : new (string, string?, double)[] { ("a", "s1", 24.0), ("a", "s2", 24.0) },
                ("b", "s2", 25.0),
            ],
            sent);
    }

    [Fact]
    public void The_instant_told_is_the_one_at_which_the_mail_goes_whatever_holds_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(AnyHindrance, held =>
        {
            var rules = new SendingRules { Quiet = [new QuietRule(["complaint"], NodaTime.Period.FromDays(3))] };
            var brand = Mailing.Brand(rules, Mailing.Of("a", 50, $"2/P{held.Days}D", 1, "PT0S", "10:00-12:00"));
            var mailing = new Mailing(brand, Now).Enrolled("a", Now.AddHours(held.Due));
            mailing.Lead = mailing.Lead.With(
                new ProductState { Product = "car" }.Seen("complaint", Now.AddHours(-held.Complained))) with
            {
                Mail = mailing.Lead.Mail with { Recent = [.. held.Sent.Order().Select(ago => Now.AddHours(-ago))] },
            };
            var told = NextStep.Of(mailing.Lead, brand, Now, Outlooks.None)!;

            return told.SendsAt == mailing.Run(20).Sent.Single().At
                && (told.Reason is not null || told.SendsAt == told.DueAt);
        }));

    [Fact]
    public void Who_is_forgotten_before_gets_nothing()
    {
        var retention = Edition.Sender.Retention with { Leads = NodaTime.Period.FromDays(1) };
        var forgetful = Edition with { Sender = Edition.Sender with { Retention = retention } };

        Assert.Equal("forgotten", NextStep.Of(Considering(null, forgetful), forgetful, Now, Outlooks.None)?.Reason);
    }

    /// <summary>A cap of two mails in so many days; the rest in hours, ahead or ago.</summary>
    private sealed record Hindrance(int Days, int Due, int Complained, int[] Sent);

    private static Edition Pausing(DateTimeOffset? until) => Edition with
    {
        Controls = SendControls.None with { All = new Pause(Now, until, "Sato") },
    };

    private static (bool, string?) Told(Lead lead)
    {
        var next = Of(lead)!;
        Assert.Null(next.SendsAt);
        return (next.Sends, next.Reason);
    }

    private static NextStep? Of(Lead lead) => NextStep.Of(lead, Edition, Now, Outlooks.None);

    private static Lead Considering(MailState? mail = null, Edition? edition = null)
    {
        var past = SamplePasts.Of([(Edition.Rules.Products["car"].DayOf(Now), "quote")]).Numbered(1);
        var lead = past.Lead with { Mail = mail ?? Consenting };
        return Assessment.Of(lead, lead, edition ?? Edition, Now, "reaction").Lead;
    }
}
