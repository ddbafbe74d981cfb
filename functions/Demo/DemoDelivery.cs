using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LeadScoring.Mail;

namespace LeadScoring.Demo;

/// <summary>
/// Takes the mails of the demo: nothing leaves the house, the simulated people read them from here. A year of mails is
/// tens of thousands of files, so the outbox gets those of the last weeks only.
/// </summary>
internal sealed partial class DemoDelivery(IMailDelivery outbox, DateTimeOffset showFrom) : IMailDelivery
{
    private readonly ConcurrentQueue<(string To, Received Mail)> _arrived = new();
    private int _delivered;

    public TimeSpan? ClosedFor => null;

    public int Delivered => _delivered;

    public async Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var receipt = mail.Date >= showFrom
            ? await outbox.DeliverAsync(mail, cancellationToken)
            : new DeliveryReceipt(MimeMessage.IdOf(mail));
        Interlocked.Increment(ref _delivered);
        if (mail.LeadId is { } lead) _arrived.Enqueue((mail.To.Email, Read(mail, lead)));
        return receipt;
    }

    /// <summary>What came since the last look, in an order that does not depend on who was sent to first.</summary>
    public IReadOnlyList<(string To, Received Mail)> Take()
    {
        var taken = new List<(string To, Received Mail)>();
        while (_arrived.TryDequeue(out var arrived)) taken.Add(arrived);
        return [.. taken.OrderBy(one => one.To, StringComparer.Ordinal)
            .ThenBy(one => one.Mail.Category, StringComparer.Ordinal)
            .ThenBy(one => one.Mail.Step, StringComparer.Ordinal)];
    }

    private static Received Read(OutgoingMail mail, string leadId)
    {
        var links = Link().Matches(mail.Content.Text).Select(link => new Uri(link.Value)).ToList();
        return new Received(leadId, mail.SendId, mail.Category, mail.Step)
        {
            Confirm = links.Find(link => link.AbsolutePath.StartsWith("/api/opt-in/", StringComparison.Ordinal))
                ?.AbsolutePath,
            OneClick = mail.OneClickUnsubscribe?.AbsolutePath,
            ReferralCode = Referral().Match(mail.Content.Text) is { Success: true } code ? code.Groups[1].Value : null,
            Links = [.. links.Select(link => link.AbsolutePath)
                .Where(path => path.StartsWith("/api/go/", StringComparison.Ordinal)).Distinct()],
        };
    }

    [GeneratedRegex(@"https?://[!#-;=?-~]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b([0-9A-HJKMNP-TV-Z]{8})\b")]
    private static partial Regex Referral();
}
