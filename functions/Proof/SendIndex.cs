using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Proof;

/// <summary>
/// The intended mails of all leads in the order of days, a partition a month: what the figures are made of. A row
/// follows from its lead's ledger and carries the ledger row's revision, so that who comes late never puts an older
/// state in the place of a newer one; a crash in between is mended by the next run of the same message. The first claim
/// of a day plans the look at which every claim of that day without an end is settled.
/// </summary>
public sealed class SendIndex(Tables tables, DueIndex due, TimeProvider time)
{
    private const int MaxTries = 20;
    private const string StatusColumn = "s";

    private readonly ConcurrentDictionary<(string Day, DateTimeOffset At), bool> _planned = new();

    /// <param name="row">As its ledger row was saved.</param>
    /// <param name="version">Of the row as this worker put it before; null: it did not.</param>
    /// <param name="cancel">Stops in between; the message's next run completes it.</param>
    /// <returns>The version that stands now; null where somebody else's stands.</returns>
    public async Task<ETag?> PutAsync(SendRow row, ETag? version, CancellationToken cancel)
    {
        if (row.Status is SendStatus.Claimed or SendStatus.Deferred) await PlanSettlingAsync(row, cancel);
        if (SendFolds.MayBeFolded(row.Day, time.GetUtcNow())) return await CatchUpAsync(row, cancel);
        try
        {
            var (entity, table) = (EntityOf(row), tables.Sends);
            var answer = version is { } mine
                ? await table.UpdateEntityAsync(entity, mine, TableUpdateMode.Replace, cancel)
                : await table.AddEntityAsync(entity, cancel);
            return answer.Headers.ETag;
        }
        catch (RequestFailedException others) when (others.Status is 404 or 409 or 412)
        {
            return await CatchUpAsync(row, cancel);
        }
    }

    /// <summary>The rows of a month from one place (inclusive) to another (exclusive), in order.</summary>
    public async IAsyncEnumerable<SendRow> ReadAsync(
        string month, string from, string to, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in tables.Sends.RangeAsync(month, from, to, 1000, cancel)) yield return Read(row);
    }

    /// <summary>The first day of a stretch within one month that has a mail; null where none has.</summary>
    public async Task<string?> NextDayAsync(string from, string to, CancellationToken cancel)
    {
        var (first, end) = (SendRow.Prefix(from), EndOf(SendRow.Prefix(to)));
        await foreach (var row in tables.Sends.RangeAsync(MonthOf(from), first, end, 1, cancel)) return Read(row).Day;
        return null;
    }

    /// <summary>Mails of a day that have no end yet, a page at a time: there may be as many as a brand sends.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SendRow>> OpenAsync(
        string day, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (month, from, to) = (MonthOf(day), SendRow.Prefix(day), EndOf(SendRow.Prefix(day)));
        var ofDay = TableClient.CreateQueryFilter(
            $"PartitionKey eq {month} and RowKey ge {from} and RowKey lt {to}");
        var filter = $"{ofDay} and ({Is(SendStatus.Claimed)} or {Is(SendStatus.Deferred)})";
        await foreach (var page in tables.Sends.QueryAsync<TableEntity>(filter, 1000, cancellationToken: cancel)
            .AsPages())
            yield return [.. page.Values.Select(Read)];
    }

    public static string MonthOf(string day) => day[..7];

    /// <summary>Behind every row key that begins so.</summary>
    public static string EndOf(string prefix) => prefix[..^1] + "}";

    /// <summary>
    /// Who was here before, who is newer: the higher revision stays. A day whose sums may be kept loses them in the
    /// same transaction.
    /// </summary>
    private async Task<ETag?> CatchUpAsync(SendRow row, CancellationToken cancel)
    {
        var (month, isFolded) = (MonthOf(row.Day), SendFolds.MayBeFolded(row.Day, time.GetUtcNow()));
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var found = await tables.Sends.FindAsync(month, row.Place, cancel);
            if (found is not null && Read(found).Revision >= row.Revision) return null;
            var actions = new List<TableTransactionAction>
            {
                found is null
                    ? new TableTransactionAction(TableTransactionActionType.Add, EntityOf(row))
                    : new TableTransactionAction(TableTransactionActionType.UpdateReplace, EntityOf(row), found.ETag),
            };
            if (isFolded) actions.Add(SendFolds.Emptied(row.Day));
            try
            {
                await tables.Sends.SubmitTransactionAsync(actions, cancel);
                return null;
            }
            catch (TableTransactionFailedException others) when (others.Status is 404 or 409 or 412)
            {
                // Somebody else put it in between: look again.
            }
        }
        throw new SendsBusyException(row.Day);
    }

    /// <summary>
    /// Before a claim, or what waits, is shown: whatever becomes of this process and its message, the day is looked
    /// through. Kept in mind so that one write serves all claims of a day; to plan it twice is harmless.
    /// </summary>
    private async Task PlanSettlingAsync(SendRow row, CancellationToken cancel)
    {
        var at = new DateTimeOffset((row.NextTryAt ?? row.DecidedAt!.Value).UtcDateTime.Date.AddDays(1), TimeSpan.Zero)
            + Settling.NoTraceAfter;
        if (_planned.ContainsKey((row.Day, at))) return;
        await due.AddAsync(new DueItem(Digest.Of($"sends|{row.Day}"), DueKind.SettleDay, row.Day), at, cancel);
        foreach (var (day, old) in _planned.Keys) if (old < time.GetUtcNow()) _planned.TryRemove((day, old), out _);
        _planned[(row.Day, at)] = true;
    }

    private static TableEntity EntityOf(SendRow row)
    {
        var entity = Rows.Entity(MonthOf(row.Day), row.Place, row);
        entity[StatusColumn] = Json.Name(row.Status);
        return entity;
    }

    private static string Is(SendStatus status) => $"{StatusColumn} eq '{Json.Name(status)}'";

    private static SendRow Read(TableEntity row) => Rows.Body<SendRow>(row);
}

/// <summary>The figures of a day kept changing; the queue tries again later.</summary>
public sealed class SendsBusyException(string day)
    : Exception($"A mail of {day} kept changing; the message will be tried again.");
