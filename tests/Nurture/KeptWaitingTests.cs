using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Proof;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Nurture;

/// <summary>
/// A mail that the provider turned away for a while is intended: it ends in the ledger also where it never goes.
/// </summary>
public sealed class KeptWaitingTests
{
    private static readonly DateTimeOffset Now = new(2027, 2, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly Entry Entry = new()
    {
        EntryId = "e-1",
        CampaignId = "car-launch-2026",
        Email = "hanako@example.jp",
        Locale = "ja",
        ReceivedAt = Now.AddDays(-2),
    };

    private static readonly Lead Hanako = new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        Profile = new Profile { Email = "hanako@example.jp", CreatedAt = Now.AddDays(-2) },
    };

    private static readonly Enrolment Welcomed = new()
    {
        Scenario = "car-new",
        Version = 1,
        Product = "car",
        Occurrence = 1,
        HeldOut = false,
        EnteredAt = Now.AddDays(-1),
        NextStep = "welcome",
        DueAt = Now.AddMinutes(-1),
    };

    [Fact]
    public void A_step_whose_enrolment_ended_meanwhile_ends_with_its_reason()
    {
        var lead = Hanako.With(Welcomed.End("use stopped", Now.AddMinutes(-30)));

        var late = StepDue.Decide(lead, Waiting, Welcomed.Key, "welcome", SampleContent.Edition, Now);

        Assert.Null(late.Claimed);
        Assert.Equal((SendStatus.Suppressed, "exit: use stopped"), EndOf(late.Change!));
    }

    [Fact]
    public void A_step_whose_scenario_is_gone_ends_with_it()
    {
        var enrolment = Welcomed with { Scenario = "given-up" };

        var gone = StepDue.Decide(
            Hanako.With(enrolment), Waiting, enrolment.Key, "welcome", SampleContent.Edition, Now);

        Assert.Equal((SendStatus.Suppressed, "exit: scenario-gone"), EndOf(gone.Change!));
        Assert.Equal("scenario-gone", gone.Change!.Lead.Enrolments[enrolment.Key].Ended);
    }

    [Theory]
    [InlineData(SendStatus.Sent)]
    [InlineData(SendStatus.Claimed)]
    [InlineData(null)]
    public void A_late_message_of_a_step_that_does_not_wait_changes_nothing(SendStatus? status)
    {
        var lead = Hanako.With(Welcomed.End("completed", Now));
        var row = status is { } known ? Waiting with { Record = Waiting.Record with { Status = known } } : null;

        Assert.Null(StepDue.Decide(lead, row, Welcomed.Key, "welcome", SampleContent.Edition, Now).Change);
    }

    [Fact]
    public void A_mail_taken_back_for_a_pause_waits_as_paused_for_as_long_as_it_takes_and_goes_then()
    {
        var claimed = StepDue.Decide(LeadIn(AllDay), null, "a|1|1", "s1", Brand(AllDay), Now);
        var row = new LedgerRow("send|a|1|1|s1", claimed.Claimed!, "1");
        var back = StepDue.TakeBack(claimed.Change!.Lead, row, "a|1|1", "s1", row.Record, null, Now)!;
        var waiting = new LedgerRow(row.Key, (SendRecord)back.Facts[0].Body, "2");

        Assert.Equal(("paused", 0), (waiting.Record.Reason, waiting.Record.Attempts));
        Assert.Equal("paused", SendRow.Of(back.Lead.Id, "a|1|1|s1", waiting.Record).Reason);
        Assert.Null(Settling.Lost(waiting.Record, Now.AddDays(100)));
        var paused = Brand(AllDay) with { Controls = SendControls.None.With("a", new Pause(Now, null, null)) };
        Assert.Null(StepDue.Decide(back.Lead, waiting, "a|1|1", "s1", paused, Now.AddDays(9)).Change);

        var resumed = StepDue.Decide(back.Lead, waiting, "a|1|1", "s1", Brand(AllDay), Now.AddDays(100));
        Assert.Equal(1, resumed.Claimed!.Attempts);
    }

    [Fact]
    public void Only_who_made_a_claim_takes_it_back()
    {
        var first = StepDue.Decide(LeadIn(AllDay), null, "a|1|1", "s1", Brand(AllDay), Now);
        var back = StepDue.TakeBack(
            first.Change!.Lead, new LedgerRow("send|a|1|1|s1", first.Claimed!, "1"), "a|1|1", "s1", first.Claimed!,
            Now.AddMinutes(1), Now)!;
        var waiting = new LedgerRow("send|a|1|1|s1", (SendRecord)back.Facts[0].Body, "2");
        var second = StepDue.Decide(back.Lead, waiting, "a|1|1", "s1", Brand(AllDay), Now.AddMinutes(2));
        var underWay = new LedgerRow(waiting.Key, second.Claimed!, "3");

        // The first worker's answer got lost, so it tries again, while a second one is handing the mail over.
        Assert.Null(StepDue.TakeBack(
            second.Change!.Lead, underWay, "a|1|1", "s1", first.Claimed!, Now.AddMinutes(3), Now.AddMinutes(2)));
    }

    [Fact]
    public void A_mail_that_waited_for_its_provider_tells_that_it_waits_for_its_window_or_a_pause_now()
    {
        var night = Mailing.Of("a", 50, "20/PT1H", hours: "20:00-21:00");
        var lead = LeadIn(night);
        var row = new LedgerRow("send|a|1|1|s1", Settling.TurnedAway(Waiting.Record, Now), "1");

        var shut = StepDue.Decide(lead, row, "a|1|1", "s1", Brand(night), Now).Change!;
        var paused = StepDue.Decide(lead, row, "a|1|1", "s1", Brand(night) with
        {
            Controls = SendControls.None.With(null, new Pause(Now, null, null)),
        }, Now).Change!;

        Assert.Equal((SendStatus.Deferred, "window"), EndOf(shut));
        Assert.Equal(shut.Lead.Enrolments["a|1|1"].DueAt, ((SendRecord)shut.Facts[0].Body).NextTryAt);
        Assert.Equal((SendStatus.Deferred, "paused"), EndOf(paused));
        Assert.Equal(TimeSpan.FromHours(1), ((SendRecord)shut.Facts[0].Body).Away);
    }

    [Fact]
    public void While_the_provider_takes_no_mail_the_time_is_counted_for_those_that_it_turned_away()
    {
        var row = new LedgerRow("send|a|1|1|s1", Settling.TurnedAway(Waiting.Record, Now), "1");
        var due = StepDue.Decide(LeadIn(AllDay), row, "a|1|1", "s1", Brand(AllDay), Now);

        var later = due.WaitForProvider(LeadIn(AllDay), row, "a|1|1", Now.AddHours(3)).Change!;
        var fresh = due.WaitForProvider(LeadIn(AllDay), null, "a|1|1", Now.AddHours(3)).Change!;

        var record = (SendRecord)later.Facts[0].Body;
        Assert.Equal((TimeSpan.FromHours(4), Now.AddHours(3), 1), (record.Away, record.NextTryAt, record.Attempts));
        Assert.Equal(Now.AddHours(3), later.Lead.Enrolments["a|1|1"].DueAt);
        Assert.Empty(fresh.Facts);
    }

    [Theory]
    [InlineData("stopped", null, "use stopped")]
    [InlineData("answered", Confirming.Reminder, "confirmed")]
    [InlineData("refused", Confirming.Reminder, "consent withdrawn")]
    public void A_confirmation_that_nobody_needs_any_more_ends_with_the_reason(
        string happened, string? repeat, string reason)
    {
        var lead = happened switch
        {
            "stopped" => Hanako with { Profile = Hanako.Profile! with { StoppedAt = Now } },
            "refused" => Hanako with { Mail = Hanako.Mail with { Email = new ConsentState(false, Now, "consent|x") } },
            _ => Hanako,
        };

        var (change, claimed) = Confirming.Decide(
            lead, Entry, Waiting, repeat, happened == "answered", SampleContent.Edition, Now);
        var (none, _) = Confirming.Decide(
            lead, Entry, null, repeat, happened == "answered", SampleContent.Edition, Now);

        Assert.Null(claimed);
        Assert.Equal((SendStatus.Suppressed, reason), EndOf(change!));
        Assert.Null(none); // what was never tried was never intended
    }

    private static Scenario AllDay => Mailing.Of("a", 50, "20/PT1H");

    private static Edition Brand(Scenario scenario) => Mailing.Brand(SendingRules.Default, scenario);

    private static Lead LeadIn(Scenario scenario) => (Hanako with
    {
        Mail = new MailState { Email = new ConsentState(true, Now.AddDays(-1), "consent|x") },
    }).With(Welcomed with { Scenario = scenario.Id, NextStep = "s1" });

    private static LedgerRow Waiting => new("send|x", new SendRecord
    {
        SendId = "0123456789abcdef",
        Status = SendStatus.Deferred,
        Template = "car-welcome",
        Attempts = 1,
        DecidedAt = Now.AddHours(-1),
    }, "etag");

    private static (SendStatus, string?) EndOf(LeadChange change)
    {
        var record = Assert.IsType<SendRecord>(Assert.Single(change.Facts).Body);
        return (record.Status, record.Reason);
    }
}
