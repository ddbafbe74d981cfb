using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Alerts;

/// <summary>
/// The feed: an index of the alerts that lie with their leads, newest first, in one partition a month. Each stands in
/// the list of all and, until somebody took care of it, in the list of open ones. A row names the lead by its id and
/// tells kind, product and instant; who it is and where the alert stands is read from the lead.
/// </summary>
public sealed class AlertIndex(Tables tables)
{
    private const string All = "all";
    private const string Open = "open";

    public Task AddAsync(FeedItem item, bool isOpen, CancellationToken cancel) => Task.WhenAll(
        (isOpen ? new[] { All, Open } : [All]).Select(list => tables.Alerts.UpsertEntityAsync(
            Rows.Entity(Partition(list, item.At), item.Place, item), TableUpdateMode.Replace, cancel)));

    /// <summary>Out of the open ones.</summary>
    public Task CloseAsync(FeedItem item, CancellationToken cancel) => RemoveAsync(Open, item, cancel);

    public Task RemoveAsync(FeedItem item, CancellationToken cancel) =>
        Task.WhenAll(RemoveAsync(All, item, cancel), RemoveAsync(Open, item, cancel));

    /// <summary>Newest first, after a place of the feed (null: from the top).</summary>
    public async IAsyncEnumerable<FeedItem> ReadAsync(
        bool onlyOpen, string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        var list = onlyOpen ? Open : All;
        var (from, end) = ($"{list}|", $"{list}}}");
        if (after is not null)
        {
            from = Partition(list, FeedItem.InstantOf(after)!.Value);
            await foreach (var row in tables.Alerts.RangeAsync(from, after + "|", "}", pageSize, cancel))
                yield return Rows.Body<FeedItem>(row);
            from += "}";
        }
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {end}");
        await foreach (var row in tables.Alerts.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancel))
            yield return Rows.Body<FeedItem>(row);
    }

    private async Task RemoveAsync(string list, FeedItem item, CancellationToken cancel)
    {
        try
        {
            await tables.Alerts.DeleteEntityAsync(Partition(list, item.At), item.Place, ETag.All, cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Taken out before, or never in.
        }
    }

    /// <summary>The newest month sorts first.</summary>
    private static string Partition(string list, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{list}|{999_999 - (at.UtcDateTime.Year * 100 + at.UtcDateTime.Month):D6}");
}

/// <summary>One alert in the feed.</summary>
public sealed record FeedItem(string LeadId, string Hash, AlertKind Kind, string Product, DateTimeOffset At)
{
    private const int TickDigits = 19;

    public static FeedItem Of(AlertId id, Alert alert) => new(id.LeadId, id.Hash, alert.Kind, alert.Product, alert.At);

    [JsonIgnore]
    public AlertId Id => new(LeadId, Hash);

    /// <summary>Its row key: the newest sorts first.</summary>
    [JsonIgnore]
    public string Place => string.Create(
        CultureInfo.InvariantCulture, $"{long.MaxValue - At.UtcTicks:D19}|{LeadId}|{Hash}");

    /// <summary>The instant of a place; null where the text is none.</summary>
    public static DateTimeOffset? InstantOf(string place) =>
        place.Split('|') is [{ Length: TickDigits } inverted, var lead, var hash]
        && AlertId.IsHex(lead) && AlertId.IsHex(hash)
        && long.TryParse(inverted, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && long.MaxValue - ticks is var instant && instant <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(instant, TimeSpan.Zero)
            : null;
}
