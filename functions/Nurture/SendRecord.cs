namespace LeadScoring.Nurture;

/// <summary>
/// One intended mail in the lead's ledger. The row is the claim: who inserts it may hand the mail to the provider,
/// nobody else, and it ends in exactly one <see cref="SendStatus"/>.
/// </summary>
public record SendRecord
{
    /// <summary>Opaque id that travels with the mail (message id, custom argument, links).</summary>
    public required string SendId { get; init; }
    public required SendStatus Status { get; init; }
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
}

/// <summary>Where an intended mail stands.</summary>
public enum SendStatus
{
    /// <summary>Handed to the provider without an answer yet; reported as unknown until settled.</summary>
    Claimed,

    /// <summary>The provider certainly did not take it; it will be tried again later.</summary>
    Deferred,
    Sent,
    Suppressed,
    HeldOut,
    Failed,
}
