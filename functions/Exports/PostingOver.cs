using System.Globalization;
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
    /// <summary>Leads of one call at the most.</summary>
    internal int PageSize { get; init; } = 1_000;

    public async Task RunAsync(string id, SavedView view, Uri url, ViewDelivery delivery, CancellationToken cancel)
    {
        while (delivery is { EndedAt: null })
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

    private static WebhookCall Call(
        string id, SavedView view, ViewDelivery delivery, LeadPage page, bool isLast) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"view_{id}_{delivery.At.UtcDateTime:yyyyMMddHHmm}_{delivery.Pages + 1}"),
        ViewFile.MediaType(view.Delivery!), ViewFile.Posted(id, view, delivery, page.Leads, isLast));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook of view {View} did not take a page: {Answer}")]
    private partial void LogNotTaken(string view, string answer);
}
