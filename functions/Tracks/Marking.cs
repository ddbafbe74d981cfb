using LeadScoring.Leads;

namespace LeadScoring.Tracks;

/// <summary>Pure: whether what was saved may show in a track.</summary>
public static class Marking
{
    /// <summary>
    /// A lead without a profile has no track: it never came, or was erased, which takes the track along
    /// (<see cref="TrackForgetting"/>). A message that was here before may have died before it marked anybody.
    /// </summary>
    public static bool IsDue(LeadOutcome outcome, bool isRepeat) =>
        outcome.After.Profile is not null && (isRepeat || outcome.Changed && Shows(outcome));

    private static bool Shows(LeadOutcome outcome) =>
        outcome.HasNews
        || !ReferenceEquals(outcome.Before.Products, outcome.After.Products)
        || !ReferenceEquals(outcome.Before.Enrolments, outcome.After.Enrolments)
        || Seen(outcome.Before) != Seen(outcome.After);

    private static (bool, bool, int?) Seen(Lead lead) =>
        (lead.IsInUse, lead.Profile?.ReferredBy is not null, lead.Profile?.Rules);
}
