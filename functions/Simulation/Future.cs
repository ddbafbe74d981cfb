using System.Diagnostics;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Scoring;
using LeadScoring.Sending;

namespace LeadScoring.Simulation;

/// <summary>
/// Something that was planned for a lead has come: what it was, what it made of the lead, and (of a scenario's step)
/// what was decided. <see cref="After"/> is null where the lead is forgotten: nothing comes after that.
/// </summary>
public sealed record Moment(DateTimeOffset At, DueItem Planned, Lead Before, Lead? After, StepDecision? Decision);

/// <summary>What is planned next for a lead, and at which minute it comes.</summary>
public readonly record struct Ahead(DateTimeOffset At, DueItem Item);

/// <summary>
/// What becomes of a lead that does nothing any more: its scenarios run on, it cools out of its stages, grows into
/// classes and is forgotten, on a clock that jumps from one planned thing to the next. Nothing is imitated: what is
/// planned is what the due index holds, and the very decisions are taken that are taken when the time has come.
/// Consent and its expiry, hold-outs, windows, caps, exits and conditions are therefore in it, as far as they are known
/// now.
/// </summary>
public static class Future
{
    /// <summary>How an enrolment ends that is forgotten with its lead.</summary>
    public const string Forgotten = "forgotten";

    /// <summary>More than any lead has in years; it ends what would go in circles.</summary>
    private const int MostMoments = 5_000;

    /// <summary>The moments from <paramref name="now"/> on and before <paramref name="until"/>, as they come.</summary>
    /// <param name="lead">As it stands at <paramref name="now"/>.</param>
    /// <param name="edition">The content in force in that time.</param>
    /// <param name="now">Where the clock starts.</param>
    /// <param name="until">Where it ends.</param>
    /// <param name="outlooks">What is known besides the lead; nothing, where it is left out.</param>
    public static IEnumerable<Moment> Of(
        Lead lead, Edition edition, DateTimeOffset now, DateTimeOffset until, Outlooks? outlooks = null)
    {
        for (var moments = 0; moments < MostMoments && Next(lead, now) is { } next; moments++)
        {
            if (next.At >= until) yield break;
            var moment = Take(lead, edition, next, outlooks ?? Outlooks.None);
            yield return moment;
            if (moment.After is not { } after) yield break;
            (lead, now) = (after, next.At);
        }
    }

    /// <summary>
    /// The lead under these rules, as what is asked needs it while new ones are being rolled out. Its stage and class
    /// are decided anew when they are looked at next.
    /// </summary>
    public static Lead Under(Lead lead, ScoringRules rules) => lead.Profile is not { } profile
        ? lead
        : lead with { Profile = profile with { Rules = rules.Version } };

    /// <summary>
    /// What comes next, not before <paramref name="now"/>; null when nothing is planned any more. Of what comes in one
    /// minute a look comes first, then the steps of the scenarios by their keys.
    /// </summary>
    public static Ahead? Next(Lead lead, DateTimeOffset now)
    {
        Ahead? next = null;
        foreach (var (item, at) in LeadFollowUp.Plans(lead))
        {
            var ahead = new Ahead(DueMinute.Of(at > now ? at : now), item);
            if (next is not { } known || ahead.At < known.At || ahead.At == known.At && ComesBefore(item, known.Item))
                next = ahead;
        }
        return next;
    }

    /// <summary>Takes the decision that is due.</summary>
    public static Moment Take(Lead lead, Edition edition, Ahead next, Outlooks outlooks)
    {
        var (now, item) = next;
        if (item.Kind == DueKind.Step)
        {
            var outlook = outlooks.Of(item.Key);
            var step = StepDue.Decide(lead, null, item.Key, item.Step!, edition, now, outlook);
            return step.Decision switch
            {
                StepDecision.Park => Parked(lead, edition, next),
                StepDecision.AlreadySettled when step.Change is null =>
                    Stopped(next, lead, null, step.Decision), // of a version that this process lacks: nobody can tell
                StepDecision.Send or StepDecision.Postpone or StepDecision.Suppress or StepDecision.HoldOut
                    or StepDecision.Exit or StepDecision.Go or StepDecision.AlreadySettled =>
                    new Moment(now, item, lead, step.Change?.Lead ?? lead, step.Decision),
                _ => throw new UnreachableException($"Nobody foretells a {step.Decision.GetType().Name}."),
            };
        }
        if (item.Kind != DueKind.Forget)
            return new Moment(now, item, lead, Assessment.Of(lead, lead, edition, now, Cause.Time).Lead, null);
        var retention = edition.Sender.Retention;
        var isForgotten = Forgetting.Due(lead, retention, now) is not null;
        return new Moment(now, item, lead, isForgotten ? null : Forgetting.Plan(lead, retention, now), null);
    }

    /// <summary>Paused: it comes again when the pause is over, and never where somebody would have to end it.</summary>
    private static Moment Parked(Lead lead, Edition edition, Ahead next)
    {
        var enrolment = lead.Enrolments[next.Item.Key];
        var until = edition.Controls.HeldUntil(enrolment.Scenario, next.At) ?? next.At.AddMinutes(1);
        return Stopped(
            next, lead, until == DateTimeOffset.MaxValue ? null : until,
            new StepDecision.Postpone(until, Settling.Paused));
    }

    private static Moment Stopped(Ahead next, Lead lead, DateTimeOffset? until, StepDecision decision)
    {
        var waiting = lead.Enrolments[next.Item.Key] with { DueAt = until };
        return new Moment(next.At, next.Item, lead, lead.With(waiting), decision);
    }

    private static bool ComesBefore(DueItem item, DueItem other) => item.Kind != other.Kind
        ? item.Kind < other.Kind
        : string.CompareOrdinal(item.Key, other.Key) < 0;
}
