using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>A row of the ledger as read, with the version a replacement insists on.</summary>
public sealed record LedgerRow(string Key, SendRecord Record, string Version)
{
    public Fact Replaced(SendRecord record) => new(Key, record.After(Record), Version);
}

/// <summary>One due step with all it is decided from, and the changes each decision makes.</summary>
internal sealed record DueStep(
    Lead Lead, Enrolment Enrolment, StepAt At, LedgerRow? Row, Edition Edition, Outlook Outlook, DateTimeOffset Now)
{
    private string? Purpose => At.Scenario.Purpose ?? Edition.Sender.Consent.DefaultPurpose;

    private string SendKey => Enrolment.SendKey(At.Step.Id);

    public StepFacts Facts()
    {
        var circumstances = Circumstances.Of(Lead, At.Scenario, Edition, Enrolment.EnteredAt, Outlook, Now);
        return new StepFacts(circumstances, At.Scenario, At.Step, Enrolment.HeldOut ? Arm.HeldOut : Arm.Mailed)
        {
            ArrivedAt = Enrolment.ArrivedAt,
            WaitsUntil = At.Step is WaitStep
                ? At.Scenario.DueAt(At.Index, Enrolment.ArrivedAt ?? Enrolment.EnteredAt, Enrolment.AnchorDate())
                : null,
            // A mail that was taken back is planned no second time.
            TooLate = (Row is null && Anchoring.WasTooLate(Enrolment, At)) || Anchoring.IsTooLate(Enrolment, At, Now),
            Suppression = Lead.Mail.Suppression,
            ConsentMissing = Lead.ReasonAgainstMail(Purpose, Edition, Now),
            PausedUntil = Edition.Controls.HeldUntil(At.Scenario.Id, Now),
            RecentMails = Lead.RecentMails(),
            CapsOfAll = CapsOfAll(Lead, Edition),
            QuietUntil = Edition.Sender.Sending.QuietUntil(Lead, Edition.Sender.TimeZone),
            Ahead = Precedence.Ahead(Lead, Enrolment, Edition, Now),
            PutOffSince = Enrolment.PutOffSince,
        };
    }

    /// <summary>The brand's caps and the one the person chose.</summary>
    public static IReadOnlyList<FrequencyCap> CapsOfAll(Lead lead, Edition edition) =>
        edition.Sender.Consent.CapOf(lead.Frequency()?.Value) is { } own
            ? [.. edition.Sender.Sending.Caps, own]
            : edition.Sender.Sending.Caps;

    public StepDue Claim(StepDecision decision)
    {
        var consent = Lead.Mail.ConsentTo(Purpose, Edition.Sender.Consent)!;
        var claimed = Record(SendStatus.Claimed, null) with { Consent = consent.Proof };
        var after = (Lead with { Mail = Lead.Mail.Claimed(Now) }).With(Settled());
        return new StepDue(decision, new LeadChange(after, [Fact(claimed)]), claimed);
    }

    public StepDue Postpone(StepDecision.Postpone decision) =>
        new(decision, new LeadChange(
            Lead.With(Enrolment.Postponed(decision)), StepDue.Waits(Row, decision.Why, decision.Until)), null);

    /// <summary>It waits where it is; no change where the ledger has nothing to say of it.</summary>
    public StepDue Park(StepDecision.Park decision) => new(
        decision,
        StepDue.Waits(Row, Settling.Paused, null) is { Count: > 0 } facts ? new LeadChange(Lead, facts) : null, null);

    public StepDue PassOver(StepDecision decision, SendStatus status, string? reason) =>
        new(decision, new LeadChange(Lead.With(Settled()), [Fact(Record(status, reason))]), null);

    /// <summary>Ends; where a mail was intended, the ledger says why it does not go.</summary>
    public StepDue Leave(StepDecision.Exit decision) => new(
        decision,
        new LeadChange(
            Lead.With(Enrolment.End(decision.Reason, Now)),
            At.Step.Template is null ? [] : [Fact(Record(SendStatus.Suppressed, $"exit: {decision.Reason}"))]),
        null);

    /// <summary>The enrolment behind a mail that is settled one way or another.</summary>
    public Enrolment Settled() => At.Next(Enrolment, (At.Step as MailStep)?.Next, Now);

    /// <summary>The enrolment behind a wait or a branch, with how it went there.</summary>
    public Enrolment Gone(StepDecision.Go decision)
    {
        var gone = At.Next(Enrolment, decision.To, Now);
        return gone.Turned(At.Step.Id, new Turn(decision.Why, gone.NextStep, Now));
    }

    private Fact Fact(SendRecord record) => Row?.Replaced(record) ?? new Fact(LeadRows.Send(SendKey), record);

    private SendRecord Record(SendStatus status, string? reason) => new()
    {
        SendId = Row?.Record.SendId ?? SendLedger.SendId(Lead.Id, SendKey, Enrolment.EnteredAt),
        Status = status,
        Reason = reason,
        Template = At.Step.Template!,
        Scenario = At.Scenario.Id,
        Version = Enrolment.Follows(),
        Step = At.Step.Id,
        Attempts = (Row?.Record.Attempts ?? 0) + 1,
        Away = Row?.Record.Away,
        DecidedAt = Now,
        IntendedAt = Row?.Record.FirstDecidedAt(),
        Day = SendRecord.DayOf(Now, Edition.Sender),
    };
}
