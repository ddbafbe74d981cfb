using LeadScoring.Mail;
using LeadScoring.Proof;

namespace LeadScoring.Sending;

/// <summary>
/// One intended mail in the lead's ledger. The row is the claim: who inserts it may hand the mail to the provider,
/// nobody else, and it ends in exactly one <see cref="SendStatus"/>.
/// </summary>
public record SendRecord
{
    /// <summary>Opaque id that travels with the mail (message id, custom argument, links).</summary>
    public required string SendId { get; init; }
    public required SendStatus Status { get; init; }

    /// <summary>Why it ended so; deferred: what it waits for.</summary>
    public string? Reason { get; init; }
    public required string Template { get; init; }
    public string? Scenario { get; init; }
    public int? Version { get; init; }
    public string? Step { get; init; }
    public string? CampaignId { get; init; }

    /// <summary>The consent row this mail relies on; null for a confirmation, which asks for consent.</summary>
    public string? Consent { get; init; }
    /// <summary>How often it was handed to the provider, the present try included.</summary>
    public int Attempts { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public string? Subject { get; init; }
    public string? ProviderMessageId { get; init; }

    /// <summary>When the first of several decisions was taken; null: <see cref="DecidedAt"/> is the only one.</summary>
    public DateTimeOffset? IntendedAt { get; init; }

    /// <summary>The brand's local day of the first decision, under which it is counted: 2027-02-01.</summary>
    public string? Day { get; init; }

    /// <summary>Deferred: when it is decided again; null where a pause has to end first.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>How long its provider kept it waiting, all tries together; null: not at all.</summary>
    public TimeSpan? Away { get; init; }

    /// <summary>What the provider's events prove, whatever this process knows; null while they prove nothing.</summary>
    public ToldEnd? Told { get; init; }

    /// <summary>How often the row was replaced: what is derived from it never goes back.</summary>
    public int Revision { get; init; }

    /// <summary>The row that takes the place of an earlier one: the first decision stays the first.</summary>
    public SendRecord After(SendRecord earlier) => this with
    {
        IntendedAt = earlier.FirstDecidedAt(),
        Day = earlier.Day ?? Day,
        Revision = earlier.Revision + 1,
    };

    public DateTimeOffset FirstDecidedAt() => IntendedAt ?? DecidedAt;

    public static string DayOf(DateTimeOffset instant, Sender sender) => Stretch.Name(sender.DayOf(instant));
}

/// <summary>
/// The end of a mail as its provider tells it. Of two such words the stronger one holds, then the earlier one, so that
/// neither their order nor their repetition matters.
/// </summary>
/// <param name="Strength">How much it proves.</param>
/// <param name="At">When it happened, by the provider's clock.</param>
/// <param name="Reason">Why a mail was dropped; null for one that left.</param>
public sealed record ToldEnd(ToldStrength Strength, DateTimeOffset At, string? Reason = null)
{
    public SendStatus Status() => Strength == ToldStrength.Dropped ? SendStatus.Failed : SendStatus.Sent;

    public static ToldEnd? Stronger(ToldEnd? one, ToldEnd? other)
    {
        if (one is null || other is null) return one ?? other;
        var order = one.Strength.CompareTo(other.Strength);
        if (order == 0) order = other.At.CompareTo(one.At);
        if (order == 0) order = string.CompareOrdinal(other.Reason, one.Reason);
        return order >= 0 ? one : other;
    }
}

/// <summary>How much an event proves of a mail, the weakest first.</summary>
public enum ToldStrength
{
    /// <summary>The provider took it.</summary>
    Taken,

    /// <summary>The provider took it and will not send it.</summary>
    Dropped,

    /// <summary>It left: a mailbox took it, turned it away, or somebody opened it.</summary>
    Left,
}

/// <summary>Where an intended mail stands.</summary>
public enum SendStatus
{
    /// <summary>Handed to the provider without an answer yet; reported as unknown until settled.</summary>
    Claimed,

    /// <summary>
    /// The provider certainly did not take it; it is decided again later, and ends only as the scenario or the provider
    /// has it, however long the brand's own rules keep it.
    /// </summary>
    Deferred,
    Sent,
    Suppressed,
    HeldOut,
    Failed,
}
