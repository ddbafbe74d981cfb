namespace LeadScoring.Nurture;

/// <summary>
/// What happens with one due step. Reasons are stable words for the ledger and for counting, without personal data.
/// </summary>
public abstract record StepDecision
{
    private StepDecision()
    {
    }

    /// <summary>Claim the send, then mail.</summary>
    public sealed record Send : StepDecision;

    /// <summary>Nothing is settled: decide again at <paramref name="Until"/>, which lies after now.</summary>
    public sealed record Postpone(DateTimeOffset Until, string Why) : StepDecision;

    /// <summary>Nothing is settled: decide again when the pause is over, which somebody may end at any time.</summary>
    public sealed record Park : StepDecision;

    /// <summary>This step's mail is not sent and never will be; the scenario goes on.</summary>
    public sealed record Suppress(string Reason) : StepDecision;

    /// <summary>The mail is withheld for the comparison; the scenario goes on.</summary>
    public sealed record HoldOut : StepDecision;

    /// <summary>The enrolment ends: neither this step nor a later one is sent.</summary>
    public sealed record Exit(string Reason) : StepDecision;

    /// <summary>
    /// A wait is over or a branch taken: the enrolment goes on with step <paramref name="To"/> (null: the one after).
    /// </summary>
    public sealed record Go(string Why, string? To) : StepDecision;

    /// <summary>An earlier delivery of the same message settled this step: change nothing in the ledger.</summary>
    public sealed record AlreadySettled : StepDecision;
}
