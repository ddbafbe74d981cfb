using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>A step's mail as one reader would get it now; <see cref="LeadId"/> is null for a made-up reader.</summary>
public sealed record PreviewView
{
    public required string Scenario { get; init; }
    public required int Version { get; init; }
    public required string Step { get; init; }
    public required string Template { get; init; }
    public required string Locale { get; init; }
    public string? LeadId { get; init; }
    public required string Subject { get; init; }
    public string? Preheader { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }

    /// <summary>Null for a made-up reader.</summary>
    public PreviewDecision? Decision { get; init; }
}

/// <summary>
/// What would happen if the step were due this minute: <c>send</c>, <c>postpone</c> (with <see cref="Until"/>),
/// <c>paused</c> (with <see cref="Until"/>, where the pause has an end), <c>suppress</c>, <c>hold out</c>, <c>exit</c>,
/// <c>fail</c>, <c>settled</c> (it was sent or decided before), <c>not due</c> (its date was moved), <c>other
/// version</c> (the lead goes through one without this mail) or <c>not enrolled</c>; with the ledger's reason where
/// there is one. The limits of the day, which change with every mail, are left out.
/// </summary>
public sealed record PreviewDecision(string Outcome, string? Reason = null, DateTimeOffset? Until = null);

/// <summary>Pure: the decision that a preview shows.</summary>
internal static class Preview
{
    public static PreviewDecision NotEnrolled { get; } = new("not enrolled");

    public static Enrolment? EnrolmentOf(Lead lead, string scenario) =>
        lead.Enrolments.Values.Where(enrolment => enrolment.Scenario == scenario)
            .MaxBy(enrolment => (enrolment.NextStep is not null, enrolment.EnteredAt));

    /// <summary>The enrolment's decision if it stood at this step and the step were due.</summary>
    /// <param name="lead">As it is now.</param>
    /// <param name="enrolment">Under way, or ended.</param>
    /// <param name="step">The step looked at.</param>
    /// <param name="row">What the ledger holds of it.</param>
    /// <param name="edition">The content in force.</param>
    /// <param name="outlook">What else its conditions ask.</param>
    /// <param name="now">The instant looked at.</param>
    /// <param name="fault">Why the mail would fail, as the ledger says it; null: it would not.</param>
    public static PreviewDecision Decide(
        Lead lead, Enrolment enrolment, string step, LedgerRow? row, Edition edition, Outlook? outlook,
        DateTimeOffset now, string? fault)
    {
        if (row is { Record: { Status: not SendStatus.Deferred } settled })
            return new PreviewDecision("settled", settled.Reason ?? WordOf(settled.Status), settled.SentAt);
        var standing = lead.With(enrolment with { NextStep = step, DueAt = now, Ended = null, EndedAt = null });
        if (StepAt.Find(edition, standing.Enrolments[enrolment.Key])?.Step is not MailStep)
        {
            return new PreviewDecision(
                "other version", FormattableString.Invariant($"goes through version {enrolment.Follows()}"));
        }
        return Said(StepDue.Decide(standing, row, enrolment.Key, step, edition, now, outlook).Decision);

        PreviewDecision Said(StepDecision decision) => decision switch
        {
            StepDecision.Send => fault is null ? new PreviewDecision("send") : new PreviewDecision("fail", fault),
            StepDecision.Postpone later => new PreviewDecision("postpone", later.Why, later.Until),
            StepDecision.Park => new PreviewDecision(
                "paused", Until: PauseEnd(edition.Controls.HeldUntil(enrolment.Scenario, now))),
            StepDecision.Suppress suppress => new PreviewDecision("suppress", suppress.Reason),
            StepDecision.HoldOut => new PreviewDecision("hold out"),
            StepDecision.Exit exit => new PreviewDecision("exit", exit.Reason),
            StepDecision.AlreadySettled => new PreviewDecision("not due"),
            var other => throw new InvalidOperationException($"No mail's step decides a {other.GetType().Name}."),
        };
    }

    private static DateTimeOffset? PauseEnd(DateTimeOffset? until) => until == DateTimeOffset.MaxValue ? null : until;

    private static string WordOf(SendStatus status) => status == SendStatus.Claimed
        ? "unknown"
        : status.ToString().ToLowerInvariant();
}
