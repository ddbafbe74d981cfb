namespace LeadScoring.Mail;

/// <summary>
/// Writes mails as <c>{SendId}.eml</c> files into a folder, for running without a provider. A file appears whole or not
/// at all, and a mail that is delivered twice is one file. A file's time of last change is the mail's own date, which
/// follows the app's clock.
/// </summary>
public sealed class OutboxDelivery(string folder) : IMailDelivery
{
    /// <summary>A folder is asked anew for each mail.</summary>
    public TimeSpan? ClosedFor => null;

    /// <exception cref="MailUnavailableException">The folder cannot be written to; the mail is not there.</exception>
    public async Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(mail, cancellationToken);
            return new DeliveryReceipt(MimeMessage.IdOf(mail));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new MailUnavailableException("The outbox folder cannot be written to.", cause: refused);
        }
    }

    private async Task WriteAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var bytes = MimeMessage.Write(mail);
        var path = Path.Combine(folder, $"{mail.SendId}.eml");
        Directory.CreateDirectory(folder);
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(bytes, cancellationToken);
            file.Flush(flushToDisk: true);
        }
        File.SetLastWriteTimeUtc(unfinished, mail.Date.UtcDateTime);
        File.Move(unfinished, path, overwrite: true);
    }
}
