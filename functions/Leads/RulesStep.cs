using LeadScoring.Identity;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// Pure: brings a lead from the rules it stands under to those in force, before anything new is applied to it. What
/// changes by that is marked with the version as its reason, and begins no scenario unless the version says so.
/// </summary>
public static class RulesStep
{
    /// <summary>Whether the lead has something that another version decided.</summary>
    public static bool IsDue(Lead lead, int version) => lead.Profile is { } profile && profile.Rules != version
        && (profile.Rules is not null || lead.Products.Count > 0);

    /// <param name="lead">As it stands.</param>
    /// <param name="events">All its events, where its counts do not suffice; else null.</param>
    /// <param name="before">The rules it stands under; null where nobody knows them any more.</param>
    /// <param name="edition">The content with the rules in force.</param>
    /// <param name="now">The instant of the step.</param>
    public static LeadChange Of(
        Lead lead, LeadEvents? events, ScoringRules? before, Edition edition, DateTimeOffset now)
    {
        // A change that was due already under its own rules (it cooled this minute) is not put down to the new ones.
        var own = before is null
            ? new LeadChange(lead, [])
            : Assessment.Of(lead, lead, edition with { Rules = before }, now, Cause.Time);
        var counted = events is null ? own.Lead : Rebuilding.Of(own.Lead, events, edition);
        var cause = FormattableString.Invariant($"rules {edition.Rules.Version}");
        var step = Assessment.Quietly(counted, own.Lead, edition, now, cause, edition.MailsOnRulesChange);
        return step with { Facts = [.. own.Facts, .. step.Facts] };
    }
}
