using System.Diagnostics;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Sending;

namespace LeadScoring.Simulation;

/// <summary>
/// The next planned step of a lead and what will be decided about it, if nothing happens before: its
/// <see cref="Future"/> is followed to the decision, over every postponement.
/// </summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Version">The version that the enrolment began with.</param>
/// <param name="Step">The step's id.</param>
/// <param name="DueAt">When it is to be decided first.</param>
/// <param name="HeldOut">The lead is in the scenario's control group.</param>
/// <param name="Sends">Whether its mail goes, as far as is known now.</param>
/// <param name="Reason">
/// Why it does not go, or not at <paramref name="DueAt"/>; null where it simply goes. Of a wait or a branch: why the
/// scenario goes on there as it will.
/// </param>
/// <param name="SendsAt">When the mail goes; null where it does not.</param>
public sealed record NextStep(
    string Scenario, int Version, string Step, DateTimeOffset DueAt, bool HeldOut, bool Sends, string? Reason,
    DateTimeOffset? SendsAt)
{
    /// <summary><see cref="Reason"/> in words, where somebody reads them; null where there is none.</summary>
    public string? ReasonText { get; init; }

    /// <summary>No window, cap or pause with an end puts a step off for longer; else it is told as waiting.</summary>
    private const int MostDays = 3 * 366;

    /// <summary>Null when no step is planned.</summary>
    public static NextStep? Of(Lead lead, Edition edition, DateTimeOffset now, Outlooks outlooks)
    {
        var enrolment = lead.Enrolments.Values.Where(enrolment => enrolment is { NextStep: not null, DueAt: not null })
            .MinBy(enrolment => enrolment.DueAt);
        if (enrolment is not { NextStep: { } step, DueAt: { } dueAt }) return null;
        var next = new NextStep(
            enrolment.Scenario, enrolment.Version, step, dueAt, enrolment.HeldOut, Sends: false, null, null);
        var until = (dueAt > now ? dueAt : now).AddDays(MostDays);
        foreach (var moment in Future.Of(
            Future.Under(lead, edition.Rules), edition, now, until, outlooks))
        {
            if (moment.After is not { } after) return next with { Reason = Future.Forgotten };
            var (becomes, isIt) = (after.Enrolments[enrolment.Key], IsOf(enrolment, moment.Planned));
            if (isIt && moment.Decision is StepDecision.Send) return next with { Sends = true, SendsAt = moment.At };
            if (isIt) next = next with { Reason = WhyNot(moment.Decision) ?? next.Reason };
            if (becomes is { NextStep: not null, DueAt: null }) return next; // until somebody resumes it
            if (becomes.NextStep != step) return isIt ? next : next with { Reason = becomes.Ended };
        }
        return next;
    }

    /// <summary>With its reason in words.</summary>
    public NextStep Said(ScoringRules rules, string language) =>
        this with { ReasonText = Reason is null ? null : StepReason.Of(Reason, rules, language) };

    private static bool IsOf(Enrolment enrolment, DueItem planned) =>
        planned.Kind == DueKind.Step && planned.Key == enrolment.Key;

    private static string? WhyNot(StepDecision? decision) => decision switch
    {
        StepDecision.Postpone later => later.Why,
        StepDecision.Suppress suppress => suppress.Reason,
        StepDecision.HoldOut => "held out",
        StepDecision.Exit exit => exit.Reason,
        StepDecision.Go go => go.Why,
        StepDecision.Send or StepDecision.AlreadySettled or null => null,
        StepDecision.Park => Settling.Paused,
        _ => throw new UnreachableException($"Nobody says why for a {decision.GetType().Name}."),
    };
}
