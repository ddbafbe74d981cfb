using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Nurture;

/// <summary>
/// Pure: one due step of one lead, decided with what is true now, and what that does to the lead. The claim of a mail, the enrolment's
/// next step and the lead's mail state are one change, so a repeated message finds the step taken.
/// </summary>
public sealed record StepDue(StepDecision Decision, LeadChange? Change, SendRecord? Claimed)
{
    private static readonly StepDue Nothing = new(new StepDecision.AlreadySettled(), null, null);

    /// <param name="lead">The lead as it is now.</param>
    /// <param name="deferred">The ledger's row of this step, where an earlier try was turned away: its version is replaced.</param>
    /// <param name="key">The enrolment's key.</param>
    /// <param name="step">The step's id.</param>
    /// <param name="edition">The content in force.</param>
    /// <param name="now">The instant of the decision; its milliseconds become those of the claim.</param>
    public static StepDue Decide(Lead lead, Fact? deferred, string key, string step, Edition edition, DateTimeOffset now)
    {
        if (!lead.Enrolments.TryGetValue(key, out var enrolment) || enrolment.NextStep != step) return Nothing;
        if (enrolment.DueAt > now) return Nothing; // postponed meanwhile: the later message is planned
        var index = FindStep(edition, enrolment, out var scenario);
        if (scenario is null) return new StepDue(new StepDecision.Exit("scenario-gone"), End(lead, enrolment, "scenario-gone", now), null);
        var decision = StepRules.Decide(Facts(lead, enrolment, scenario, scenario.Steps[index], now));
        return decision switch
        {
            StepDecision.Send => Claim(lead, enrolment, scenario, index, deferred, now),
            StepDecision.Postpone { Until: var until } =>
                new StepDue(decision, new LeadChange(lead.With(enrolment with { DueAt = until }), []), null),
            StepDecision.Suppress { Reason: var reason } =>
                PassOver(decision, lead, enrolment, scenario, index, deferred, SendStatus.Suppressed, reason, now),
            StepDecision.HoldOut => PassOver(decision, lead, enrolment, scenario, index, deferred, SendStatus.HeldOut, null, now),
            StepDecision.Exit { Reason: var reason } => Leave(decision, lead, enrolment, scenario, index, deferred, reason, now),
            _ => Nothing,
        };
    }

    /// <summary>The claim was certainly not used: the step is due again, and its mail does not weigh on the cap.</summary>
    public static LeadChange? TakeBack(Lead lead, string key, string step, SendRecord claimed, Fact row, DateTimeOffset again)
    {
        if (!lead.Enrolments.TryGetValue(key, out var enrolment) || enrolment.Ended is "withdrawn") return null;
        var due = enrolment with { NextStep = step, DueAt = again, Attempts = enrolment.Attempts + 1, Ended = null, EndedAt = null };
        var back = lead with { Mail = lead.Mail.Unclaimed(claimed.DecidedAt) };
        return new LeadChange(back.With(due), [row with { Body = claimed with { Status = SendStatus.Deferred } }]);
    }

    private static StepDue Claim(
        Lead lead, Enrolment enrolment, Scenario scenario, int index, Fact? deferred, DateTimeOffset now)
    {
        var record = Record(lead, enrolment, scenario, index, SendStatus.Claimed, null, now) with { Consent = lead.Mail.Email!.Proof };
        var after = (lead with { Mail = lead.Mail.Claimed(now) }).With(Advance(enrolment, scenario, index, now));
        return new StepDue(new StepDecision.Send(), new LeadChange(after, [Row(record, deferred, enrolment, scenario, index)]), record);
    }

    private static StepDue PassOver(
        StepDecision decision, Lead lead, Enrolment enrolment, Scenario scenario, int index, Fact? deferred,
        SendStatus status, string? reason, DateTimeOffset now)
    {
        var record = Record(lead, enrolment, scenario, index, status, reason, now);
        var after = lead.With(Advance(enrolment, scenario, index, now));
        return new StepDue(decision, new LeadChange(after, [Row(record, deferred, enrolment, scenario, index)]), null);
    }

    private static StepDue Leave(
        StepDecision decision, Lead lead, Enrolment enrolment, Scenario scenario, int index, Fact? deferred,
        string reason, DateTimeOffset now)
    {
        var record = Record(lead, enrolment, scenario, index, SendStatus.Suppressed, $"exit: {reason}", now);
        var after = lead.With(enrolment.End(reason, now));
        return new StepDue(decision, new LeadChange(after, [Row(record, deferred, enrolment, scenario, index)]), null);
    }

    private static LeadChange End(Lead lead, Enrolment enrolment, string reason, DateTimeOffset now) =>
        new(lead.With(enrolment.End(reason, now)), []);

    private static Enrolment Advance(Enrolment enrolment, Scenario scenario, int index, DateTimeOffset now) =>
        index + 1 < scenario.Steps.Count
            ? enrolment with { NextStep = scenario.Steps[index + 1].Id, DueAt = scenario.DueAt(index + 1, now), Attempts = 0 }
            : enrolment.End("completed", now);

    private static Fact Row(SendRecord record, Fact? deferred, Enrolment enrolment, Scenario scenario, int index) => deferred is null
        ? new Fact(LeadRows.Send(enrolment.SendKey(scenario.Steps[index].Id)), record)
        : deferred with { Body = record };

    private static SendRecord Record(
        Lead lead, Enrolment enrolment, Scenario scenario, int index, SendStatus status, string? reason, DateTimeOffset now) => new()
        {
            SendId = SendLedger.SendId(lead.Id, enrolment.SendKey(scenario.Steps[index].Id)),
            Status = status,
            Reason = reason,
            Template = scenario.Steps[index].Template,
            Scenario = scenario.Id,
            Version = enrolment.Version,
            Step = scenario.Steps[index].Id,
            DecidedAt = now,
        };

    private static int FindStep(Edition edition, Enrolment enrolment, out Scenario? scenario)
    {
        scenario = null;
        if (!edition.Scenarios.TryGetValue(enrolment.Scenario, out var found)) return -1;
        for (var index = 0; index < found.Steps.Count; index++)
        {
            if (found.Steps[index].Id != enrolment.NextStep) continue;
            scenario = found;
            return index;
        }
        return -1;
    }

    private static StepFacts Facts(Lead lead, Enrolment enrolment, Scenario scenario, ScenarioStep step, DateTimeOffset now)
    {
        var state = lead.Product(scenario.Product);
        return new StepFacts
        {
            Scenario = scenario,
            Step = step,
            Arm = enrolment.HeldOut ? Arm.HeldOut : Arm.Mailed,
            EnteredAt = enrolment.EnteredAt,
            Now = now,
            CurrentStage = state.Stage,
            CurrentClass = state.Class,
            PurchasedSince = state.LastPurchaseAt > enrolment.EnteredAt,
            Reactions = [.. state.LastByType.Select(seen => new SeenReaction(seen.Key, seen.Value))],
            Suppression = lead.Mail.Suppression,
            ConsentMissing = lead.Mail.ReasonAgainstMail(),
            RecentMails = lead.Mail.Recent,
        };
    }
}
