using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Nurture;

/// <summary>Where an enrolment stands in its scenario as the content in force has it.</summary>
public sealed record StepAt(Scenario Scenario, int Index)
{
    public ScenarioStep Step => Scenario.Steps[Index];

    /// <summary>Null when the scenario or the step is no longer in the content.</summary>
    public static StepAt? Find(Edition edition, Enrolment enrolment)
    {
        if (edition.ScenarioOf(enrolment.Scenario, enrolment.Version) is not { } scenario) return null;
        var index = scenario.Steps.ToList().FindIndex(step => step.Id == enrolment.NextStep);
        return index < 0 ? null : new StepAt(scenario, index);
    }

    public Enrolment Next(Enrolment enrolment, DateTimeOffset now) => Index + 1 < Scenario.Steps.Count
        ? enrolment with { NextStep = Scenario.Steps[Index + 1].Id, DueAt = Scenario.DueAt(Index + 1, now) }
        : enrolment.End("completed", now);
}

/// <summary>A row of the ledger as read, with the version a replacement insists on.</summary>
public sealed record LedgerRow(string Key, SendRecord Record, string Version)
{
    public Fact Replaced(SendRecord record) => new(Key, record, Version);
}

/// <summary>One due step with all it is decided from, and the changes each decision makes.</summary>
internal sealed record DueStep(
    Lead Lead, Enrolment Enrolment, StepAt At, LedgerRow? Row, Edition Edition, DateTimeOffset Now)
{
    private string? Purpose => At.Scenario.Purpose ?? Edition.Sender.Consent.DefaultPurpose;

    private string SendKey => Enrolment.SendKey(At.Step.Id);

    public StepFacts Facts()
    {
        var state = Lead.Product(At.Scenario.Product);
        return new StepFacts
        {
            Scenario = At.Scenario,
            Step = At.Step,
            Arm = Enrolment.HeldOut ? Arm.HeldOut : Arm.Mailed,
            EnteredAt = Enrolment.EnteredAt,
            Now = Now,
            CurrentStage = state.Stage,
            CurrentClass = state.Class,
            PurchasedSince = state.LastPurchaseAt > Enrolment.EnteredAt,
            Reactions = [.. state.LastByType.Select(seen => new SeenReaction(seen.Key, seen.Value))],
            Suppression = Lead.Mail.Suppression,
            ConsentMissing = Lead.ReasonAgainstMail(Purpose, Edition, Now),
            RecentMails = Lead.Mail.Recent,
            OwnCap = Edition.Sender.Consent.CapOf(Lead.Mail.Frequency?.Value),
        };
    }

    public StepDue Claim(StepDecision decision)
    {
        var claimed = Record(SendStatus.Claimed, null) with { Consent = Lead.Mail.ConsentTo(Purpose)!.Proof };
        var after = (Lead with { Mail = Lead.Mail.Claimed(Now) }).With(At.Next(Enrolment, Now));
        return new StepDue(decision, new LeadChange(after, [Fact(claimed)]), claimed);
    }

    public StepDue Postpone(StepDecision.Postpone decision) =>
        new(decision, new LeadChange(Lead.With(Enrolment with { DueAt = decision.Until }), []), null);

    public StepDue PassOver(StepDecision decision, SendStatus status, string? reason) =>
        new(decision, new LeadChange(Lead.With(At.Next(Enrolment, Now)), [Fact(Record(status, reason))]), null);

    public StepDue Leave(StepDecision.Exit decision) => new(
        decision,
        new LeadChange(
            Lead.With(Enrolment.End(decision.Reason, Now)),
            [Fact(Record(SendStatus.Suppressed, $"exit: {decision.Reason}"))]),
        null);

    private Fact Fact(SendRecord record) => Row?.Replaced(record) ?? new Fact(LeadRows.Send(SendKey), record);

    private SendRecord Record(SendStatus status, string? reason) => new()
    {
        SendId = SendLedger.SendId(Lead.Id, SendKey),
        Status = status,
        Reason = reason,
        Template = At.Step.Template,
        Scenario = At.Scenario.Id,
        Version = Enrolment.Version,
        Step = At.Step.Id,
        Attempts = (Row?.Record.Attempts ?? 0) + 1,
        DecidedAt = Now,
    };
}
