using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Nurture;
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
