using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Exports;

/// <summary>
/// Deliveries of views: rows of table <c>settings</c>, partition <c>delivery|{view}</c>, by the time they were due. The
/// insert decides that one is delivered once, by whichever process; the newest ten are kept.
/// </summary>
public sealed class DeliveryStore(Tables tables, ViewStore views)
{
    private const int MaxTries = 20;
    private const int Kept = 10;

    /// <summary>The delivery as it stands once this run has begun it, or has found another at it.</summary>
    public async Task<ViewDelivery> BeginAsync(
        string view, ViewDelivery first, string run, DateTimeOffset now, CancellationToken cancel)
    {
        if (!await tables.Settings.TryAddAsync(Rows.Entity(Partition(view), RowOf(first.At), first), cancel))
            return await ChangeAsync(view, first.At, known => known.Begin(run, now), cancel)
                ?? first with { EndedAt = now }; // taken out meanwhile, with its view
        var old = (await AllAsync(view, cancel)).OrderDescending(StringComparer.Ordinal).Skip(Kept);
        foreach (var row in old) await RemoveRowAsync(view, row, cancel);
        return first;
    }

    /// <summary>Asked before each page and each mail: one of a view that was changed or taken out stops.</summary>
    public async Task<bool> IsWantedAsync(string view, ViewDelivery delivery, CancellationToken cancel) =>
        (await views.FindAsync(view, cancel))?.Version() == delivery.Version;

    /// <summary>After the change, which is decided again where another came first; null: it was taken out.</summary>
    public async Task<ViewDelivery?> ChangeAsync(
        string view, DateTimeOffset at, Func<ViewDelivery, ViewDelivery> change, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await tables.Settings.FindAsync(Partition(view), RowOf(at), cancel) is not { } row) return null;
            var before = Rows.Body<ViewDelivery>(row);
            var after = change(before);
            if (ReferenceEquals(after, before)
                || await tables.Settings.TryReplaceAsync(
                    Rows.Entity(row.PartitionKey, row.RowKey, after), row.ETag, cancel)) return after;
        }
        throw new InvalidOperationException($"The delivery of view {view} kept changing; the queue tries again.");
    }

    public async Task<ViewDelivery?> NewestAsync(string view, CancellationToken cancel) =>
        (await AllAsync(view, cancel)).Max(StringComparer.Ordinal) is { } newest
        && await tables.Settings.FindAsync(Partition(view), newest, cancel) is { } row
            ? Rows.Body<ViewDelivery>(row)
            : null;

    /// <summary>With their view.</summary>
    public async Task RemoveAllAsync(string view, CancellationToken cancel)
    {
        foreach (var row in await AllAsync(view, cancel)) await RemoveRowAsync(view, row, cancel);
    }

    private async Task<IReadOnlyList<string>> AllAsync(string view, CancellationToken cancel) =>
        await tables.Settings.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition(view)}"), select: ["PartitionKey", "RowKey"],
                cancellationToken: cancel)
            .Select(row => row.RowKey).ToListAsync(cancel);

    private async Task RemoveRowAsync(string view, string row, CancellationToken cancel)
    {
        try
        {
            await tables.Settings.DeleteEntityAsync(Partition(view), row, ETag.All, cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another process took it out: as was wanted.
        }
    }

    private static string Partition(string view) => $"delivery|{view}";

    private static string RowOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
