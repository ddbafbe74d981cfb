using System.Globalization;
using System.Security.Cryptography;
using LeadScoring.Alerts;
using LeadScoring.Leads;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Exports;

/// <summary>
/// One run of a delivery by webhook: page by page, each under its own id and noted when it is taken, so that the next
/// run goes on behind it.
/// </summary>
public sealed partial class PostingOver(
    DeliveryStore deliveries, ViewReader reader, AlertWebhook webhook, DeliveryHosts hosts, TimeProvider time,
    ILogger<PostingOver> log)
{
    /// <summary>Receivers may keep all leads before they answer; ten pages fit into a function's 5 minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Leads of one call at the most.</summary>
    internal int PageSize { get; init; } = 1_000;

    public async Task RunAsync(string id, SavedView view, Uri url, ViewDelivery delivery, CancellationToken cancel)
    {
        while (delivery is { EndedAt: null } && await deliveries.IsWantedAsync(id, delivery, cancel))
        {
            var (page, reason) = hosts.Allow(url) && hosts.AreSigned
                ? await reader.ReadAsync(id, view, delivery.Cursor, PageSize, cancel)
                : (null, "webhook-not-allowed");
            if (page is null)
            {
                await deliveries.ChangeAsync(
                    id, delivery.At, known => known.Failed(reason!, time.GetUtcNow()), cancel);
                return;
            }
            var cursor = (delivery.Pages + 1) * PageSize >= HandingOver.Most ? null : page.Cursor;
            var answer = await webhook.CallAsync(url, Call(id, view, delivery, page, isLast: cursor is null), cancel);
            if (!answer.IsTaken) LogNotTaken(id, answer.Text);
            var after = await deliveries.ChangeAsync(
                id, delivery.At,
                known => answer.IsTaken
                    ? known.Taken(delivery.Pages + 1, page.Leads.Count, cursor, time.GetUtcNow())
                    : known.NotTaken(answer, time.GetUtcNow()),
                cancel);
            if (after is null || !answer.IsTaken || after.Run != delivery.Run) return;
            delivery = after;
        }
    }

    /// <summary>
    /// Its id names the content, too: a page that is read anew may hold other leads, and who takes each id once takes
    /// those.
    /// </summary>
    private static WebhookCall Call(string id, SavedView view, ViewDelivery delivery, LeadPage page, bool isLast)
    {
        var body = ViewFile.Posted(id, view, delivery, page.Leads, isLast);
        var digest = Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8));
        return new WebhookCall(
            string.Create(
                CultureInfo.InvariantCulture,
                $"view_{id}_{delivery.At.UtcDateTime:yyyyMMddHHmm}_{delivery.Pages + 1}_{digest}"),
            ViewFile.MediaType(view.Delivery!), body, Patience);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook of view {View} did not take a page: {Answer}")]
    private partial void LogNotTaken(string view, string answer);
}
