using LeadScoring.Alerts;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Publishing;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Exports;

/// <summary>
/// One run of a delivery. Mails: the list is read, and each mail claimed before it is handed over. Webhook: page by
/// page, each under its own id and noted when it is taken, so that the next run goes on behind it.
/// </summary>
public sealed partial class HandingOver(
    DeliveryStore deliveries, ViewReader reader, DeliveryDoors doors, InForce content, TimeProvider time,
    ILogger<HandingOver> log)
{
    /// <summary>Leads of one delivery at the most, the highest scores first.</summary>
    public const int Most = 10_000;

    /// <summary>Leads of one call at the most.</summary>
    internal int PageSize { get; init; } = 1_000;

    public string NewRun() => doors.Chance.NewId();

    public Task RunAsync(string id, SavedView view, ViewDelivery delivery, CancellationToken cancel) =>
        view.Delivery!.Url is { } url
            ? PostAsync(id, view, url, delivery, cancel)
            : MailAsync(id, view, delivery, cancel);

    private async Task MailAsync(string id, SavedView view, ViewDelivery delivery, CancellationToken cancel)
    {
        var (page, reason) = await reader.ReadAsync(id, view, null, Most, cancel);
        if (page is null)
        {
            await ChangeAsync(id, delivery, known => known.Failed(reason!, time.GetUtcNow()), cancel);
            return;
        }
        await ChangeAsync(id, delivery, known => known with { Leads = page.Leads.Count }, cancel);
        foreach (var (n, address) in view.Delivery!.Addresses.Index())
        {
            var claimed = await ChangeAsync(id, delivery, known => known.Claim(n, delivery.Run), cancel);
            if (claimed?.MayHandOver(n, delivery.Run) != true) continue;
            var (now, sender) = (time.GetUtcNow(), content.Edition.Sender);
            var mail = ViewMail.Of(id, view, delivery.At, address, page, sender, doors.Console, now);
            var (state, why) = await HandOverAsync(mail, cancel);
            await ChangeAsync(id, delivery, known => known.Told(n, state, why, time.GetUtcNow()), cancel);
        }
    }

    /// <summary>Once; only what was certainly not taken may go again.</summary>
    private async Task<(ViewMailState State, string? Reason)> HandOverAsync(OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            await doors.Mail.DeliverAsync(mail, cancel);
            return (ViewMailState.Sent, null);
        }
        catch (MailRefusedException refused)
        {
            return (ViewMailState.Refused, refused.Reason);
        }
        catch (MailUnavailableException away)
        {
            LogAway(away);
            return (ViewMailState.Waiting, away.Message);
        }
        catch (HttpRequestException lost)
        {
            LogLost(lost);
            return (ViewMailState.Unknown, "the answer got lost");
        }
    }

    private async Task PostAsync(
        string id, SavedView view, Uri url, ViewDelivery delivery, CancellationToken cancel)
    {
        while (delivery is { EndedAt: null })
        {
            var (page, reason) = doors.Hosts.Allow(url) && doors.Hosts.AreSigned
                ? await reader.ReadAsync(id, view, delivery.Cursor, PageSize, cancel)
                : (null, "webhook-not-allowed");
            if (page is null)
            {
                await ChangeAsync(id, delivery, known => known.Failed(reason!, time.GetUtcNow()), cancel);
                return;
            }
            var cursor = (delivery.Pages + 1) * PageSize >= Most ? null : page.Cursor;
            var answer = await doors.Webhook.CallAsync(
                url, Call(id, view, delivery, page, isLast: cursor is null), cancel);
            if (!answer.IsTaken) LogNotTaken(id, answer.Text);
            var after = await ChangeAsync(
                id, delivery,
                known => answer.IsTaken
                    ? known.Taken(delivery.Pages + 1, page.Leads.Count, cursor, time.GetUtcNow())
                    : known.NotTaken(answer, time.GetUtcNow()),
                cancel);
            if (after is null || !answer.IsTaken || after.Run != delivery.Run) return;
            delivery = after;
        }
    }

    private static WebhookCall Call(
        string id, SavedView view, ViewDelivery delivery, LeadPage page, bool isLast) => new(
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"view_{id}_{delivery.At.UtcDateTime:yyyyMMddHHmm}_{delivery.Pages + 1}"),
        ViewFile.MediaType(view.Delivery!), ViewFile.Posted(id, view, delivery, page.Leads, isLast));

    private Task<ViewDelivery?> ChangeAsync(
        string id, ViewDelivery delivery, Func<ViewDelivery, ViewDelivery> change, CancellationToken cancel) =>
        deliveries.ChangeAsync(id, delivery.At, change, cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail with a view is not taken now; it is tried again")]
    private partial void LogAway(Exception away);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether the mail with a view was taken")]
    private partial void LogLost(Exception lost);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook of view {View} did not take a page: {Answer}")]
    private partial void LogNotTaken(string view, string answer);
}

/// <summary>The ways out of a delivery, and what they need.</summary>
public sealed record DeliveryDoors(
    IMailDelivery Mail, AlertWebhook Webhook, DeliveryHosts Hosts, PublicUrl Url, Chance Chance)
{
    public Uri Console => Url.Absolute("api/console");
}
