using System.Globalization;

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
        Directory.CreateDirectory(folder);
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var unfinished = Outbox.UnfinishedPathOf(folder, mail.SendId, process);
        var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            await using (file)
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.SetLastWriteTimeUtc(unfinished, mail.Date.UtcDateTime);
            File.Move(unfinished, Outbox.PathOf(folder, mail.SendId), overwrite: true);
        }
        catch
        {
            File.Delete(unfinished); // it holds a name, an address and links that act
            throw;
        }
    }
}
