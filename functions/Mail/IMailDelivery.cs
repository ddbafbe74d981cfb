namespace LeadScoring.Mail;

/// <summary>
/// The last step out of the house: a provider, or the outbox folder. It tries exactly once. Its three answers are a
/// receipt, <see cref="MailRefusedException"/> (never) and <see cref="MailUnavailableException"/> (certainly not yet,
/// may be tried again); any other exception means that nobody knows, and the mail must not be sent a second time.
/// </summary>
public interface IMailDelivery
{
    Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken);

    /// <summary>How long it takes no mail, as far as this process knows, so that none need be claimed.</summary>
    TimeSpan? ClosedFor { get; }
}

/// <summary>The mail was accepted, under the provider's own name for it (empty where it gave none).</summary>
public sealed record DeliveryReceipt(string ProviderMessageId)
{
    /// <summary>Why it goes to nobody though it was accepted, as a word for the ledger; null: it goes.</summary>
    public string? GoesNowhere { get; init; }
}

/// <summary>This mail will never be accepted; the reason holds no personal data.</summary>
public sealed class MailRefusedException(string reason) : Exception(reason)
{
    public string Reason { get; } = reason;
}

/// <summary>The mail was certainly not accepted, for a cause that is not the mail's: try later.</summary>
public sealed class MailUnavailableException(string reason, TimeSpan? retryAfter = null, Exception? cause = null)
    : Exception(reason, cause)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
