using LeadScoring.Leads;
using LeadScoring.Publishing;

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
/// <c>suppress</c>, <c>hold out</c>, <c>exit</c>, <c>fail</c>, <c>settled</c> (it was sent or decided before), <c>not
/// due</c> (its date was moved) or <c>not enrolled</c>; with the ledger's reason where there is one.
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
    /// <param name="missing">What the mail does not show and must; null: it shows all.</param>
    public static PreviewDecision Decide(
        Lead lead, Enrolment enrolment, string step, LedgerRow? row, Edition edition, Outlook? outlook,
        DateTimeOffset now, string? missing)
    {
        if (row is { Record: { Status: not SendStatus.Deferred } settled })
            return new PreviewDecision("settled", settled.Reason ?? WordOf(settled.Status), settled.SentAt);
        var standing = lead.With(enrolment with { NextStep = step, DueAt = now, Ended = null, EndedAt = null });
        return StepDue.Decide(standing, row, enrolment.Key, step, edition, now, outlook).Decision switch
        {
            StepDecision.Send => missing is null ? new PreviewDecision("send") : new PreviewDecision("fail", missing),
            StepDecision.Postpone later => new PreviewDecision("postpone", later.Why, later.Until),
            StepDecision.Suppress suppress => new PreviewDecision("suppress", suppress.Reason),
            StepDecision.HoldOut => new PreviewDecision("hold out"),
            StepDecision.Exit exit => new PreviewDecision("exit", exit.Reason),
            _ => new PreviewDecision("not due"),
        };
    }

    private static string WordOf(SendStatus status) => status == SendStatus.Claimed
        ? "unknown"
        : status.ToString().ToLowerInvariant();
}
