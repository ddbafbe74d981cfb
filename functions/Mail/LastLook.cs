namespace LeadScoring.Mail;

/// <summary>
/// Stands before the door out: a mail that does not show what it must (<see cref="OutgoingMail.Imprint"/>) is refused,
/// whatever the checks at publication let through. A template can hide its footer under a condition that no check
/// thought of. Of a mail that the provider renders (<see cref="OutgoingMail.Template"/>) it sees the local body, which
/// stands for it: what the template there shows is not known here.
/// </summary>
public sealed class LastLook(IMailDelivery door) : IMailDelivery
{
    public TimeSpan? ClosedFor => door.ClosedFor;

    /// <exception cref="MailRefusedException">Something is missing; the reason says what.</exception>
    public Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        mail.Imprint?.FirstMissingIn(mail.Content) is { } missing
            ? throw new MailRefusedException(missing)
            : door.DeliverAsync(mail, cancellationToken);
}
