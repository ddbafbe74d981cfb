using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Due;

/// <summary>
/// What is to be looked at later, sorted by minute: the timer reads only what is due, so a tick costs what happens and
/// not what is stored. An item that comes too early or twice is harmless; whoever handles it decides by the lead's
/// state.
/// </summary>
public sealed class DueIndex(Tables tables)
{
    private const int Shards = 4;
    private const int MostAtOnce = 100; // of one transaction
    private const string ParkedPrefix = "paused|"; // behind all minutes
    private const string SlotFormat = "yyyyMMddHHmm";

    public Task AddAsync(DueItem item, DateTimeOffset at, CancellationToken cancel) => tables.Due.UpsertEntityAsync(
        Rows.Entity(Partition(at, item.LeadId), RowOf(item), item), TableUpdateMode.Replace, cancel);

    /// <summary>Takes one planned item out; one that is not there any more was handled.</summary>
    public Task RemoveAsync(DueItem item, DateTimeOffset at, CancellationToken cancel) => RemoveAsync(
        new TableEntity(Partition(at, item.LeadId), RowOf(item)) { ETag = ETag.All }, cancel);

    /// <summary>
    /// Puts a step of a paused scenario where no minute finds it; <see cref="ResumeHandler"/> brings it back.
    /// </summary>
    public Task ParkAsync(DueItem item, string scenario, CancellationToken cancel) => tables.Due.UpsertEntityAsync(
        Rows.Entity(Parked(scenario, item.LeadId), RowOf(item), item), TableUpdateMode.Replace, cancel);

    /// <summary>Some of the parked steps of a scenario.</summary>
    public async Task<IReadOnlyList<TableEntity>> ParkedAsync(string scenario, int most, CancellationToken cancel) =>
        await tables.Due.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(
                $"PartitionKey ge {$"{ParkedPrefix}{scenario}|"} and PartitionKey lt {$"{ParkedPrefix}{scenario}}}"}"),
            most, cancellationToken: cancel).Take(most).ToListAsync(cancel);

    /// <summary>
    /// Puts a parked row that cannot be read here where the timer looks, again and again, until a version is here that
    /// can; <see cref="RemoveAsync(IEnumerable{TableEntity}, CancellationToken)"/> takes it out where it was.
    /// </summary>
    public Task BringBackAsync(TableEntity parked, DateTimeOffset at, CancellationToken cancel) =>
        tables.Due.UpsertEntityAsync(
            Rows.Entity(
                $"{Slot(DueMinute.Of(at))}|{parked.PartitionKey.Split('|')[^1]}", parked.RowKey,
                Rows.Text(parked) ?? ""),
            TableUpdateMode.Replace, cancel);

    /// <summary>Takes a step out that may be parked.</summary>
    public Task UnparkAsync(DueItem item, string scenario, CancellationToken cancel) => RemoveAsync(
        new TableEntity(Parked(scenario, item.LeadId), RowOf(item)) { ETag = ETag.All }, cancel);

    /// <summary>Pages of what is due by <paramref name="now"/>, oldest minute first.</summary>
    public IAsyncEnumerable<Page<TableEntity>> DueByAsync(DateTimeOffset now, CancellationToken cancel) =>
        tables.Due.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey lt {End(now)}"), 500, cancellationToken: cancel).AsPages();

    /// <summary>
    /// Takes handled rows out, as they were read: one that was planned anew meanwhile stays and comes again.
    /// </summary>
    public Task RemoveAsync(IEnumerable<TableEntity> rows, CancellationToken cancel) => SideBySide.ForEachAsync(
        rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal).SelectMany(slot => slot.Chunk(MostAtOnce)),
        RemoveAsync, cancel);

    /// <summary>
    /// When the timer, having looked at <paramref name="after"/>, finds anything again: in the earliest minute that
    /// holds something, and a minute on where that was planned since for a minute it has looked at; null: nothing is.
    /// </summary>
    public async Task<DateTimeOffset?> NextAfterAsync(DateTimeOffset after, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey lt {ParkedPrefix}");
        await foreach (var row in tables.Due.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancel))
            return SlotOf(row.PartitionKey) is var slot && slot > after ? slot : DueMinute.Of(after.AddTicks(1));
        return null;
    }

    /// <summary>Rows of one slot, in one transaction; each by itself where one of them is not as it was read.</summary>
    private async Task RemoveAsync(TableEntity[] rows, CancellationToken cancel)
    {
        try
        {
            await tables.Due.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)),
                cancel);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            foreach (var row in rows) await RemoveAsync(row, cancel);
        }
    }

    private async Task RemoveAsync(TableEntity row, CancellationToken cancel)
    {
        try
        {
            await tables.Due.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancel);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Gone already, or planned anew by a worker whose clock is behind ours: it is that worker's plan now.
        }
    }

    /// <summary>
    /// Null, and why, for a row that only a newer version can read, which may be on its way: it holds up no other.
    /// </summary>
    public static DueItem? Read(TableEntity row, out Exception? unreadable)
    {
        try
        {
            unreadable = null;
            return Rows.Body<DueItem>(row);
        }
        catch (Exception newer) when (newer is JsonException or ArgumentNullException)
        {
            unreadable = newer;
            return null;
        }
    }

    private static string RowOf(DueItem item) =>
        $"{item.LeadId}|{Digest.Of($"{item.Kind}|{item.Key}|{item.Step}")}";

    /// <summary>Behind every shard of the minute.</summary>
    private static string End(DateTimeOffset minute) => Slot(minute) + "}";

    private static string Slot(DateTimeOffset minute) =>
        minute.UtcDateTime.ToString(SlotFormat, CultureInfo.InvariantCulture);

    private static string Partition(DateTimeOffset at, string leadId) =>
        $"{Slot(DueMinute.Of(at))}|{ShardOf(leadId)}";

    private static string Parked(string scenario, string leadId) => $"{ParkedPrefix}{scenario}|{ShardOf(leadId)}";

    private static int ShardOf(string leadId) => Convert.ToInt32(leadId[..2], 16) % Shards;

    private static DateTimeOffset SlotOf(string partition) =>
        DateTimeOffset.ParseExact(
            partition[..SlotFormat.Length], SlotFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>What to do when the time has come.</summary>
public sealed record DueItem(string LeadId, DueKind Kind, string Key, string? Step = null);

/// <summary>The kinds of planned work.</summary>
public enum DueKind
{
    /// <summary>Look at the lead's stage and class in product <see cref="DueItem.Key"/>.</summary>
    Look,

    /// <summary>A scenario step.</summary>
    Step,

    /// <summary>A confirmation the provider turned away for a while, or the reminder of one.</summary>
    Confirmation,

    /// <summary>A mail whose answer got lost: settle it.</summary>
    Settle,

    /// <summary>Mails of a day whose answers got lost: settle them. The day's digest stands for the lead.</summary>
    SettleDay,

    /// <summary>Nothing may have happened for the whole retention period: look, and erase.</summary>
    Forget,

    /// <summary>What waits on a device, whose digest stands in the place of the lead: give or forget it.</summary>
    Visitor,

    /// <summary>The webhook did not take an alert: tell it again.</summary>
    Alert,

    /// <summary>
    /// A pause ends, of scenario <see cref="DueItem.Key"/> or of all; a digest stands in the place of the lead.
    /// </summary>
    Resume,

    /// <summary>A claim on the lead runs out: it is no longer its owner's.</summary>
    Claim,

    /// <summary>The lead is to be got in touch with again: its owner is reminded.</summary>
    Contact,

    /// <summary>
    /// Saved view <see cref="DueItem.Key"/> is to be delivered, as its version <see cref="DueItem.Step"/> says; a
    /// digest stands in the place of the lead.
    /// </summary>
    View,

    /// <summary>
    /// Leads are to be shared out, as was due at <see cref="DueItem.Key"/> by the plan of version
    /// <see cref="DueItem.Step"/>; a digest stands in the place of the lead.
    /// </summary>
    Assign,

    /// <summary>
    /// The file of import <see cref="DueItem.Key"/> may have lain too long; a digest stands in the place of the lead.
    /// </summary>
    Import,
}
