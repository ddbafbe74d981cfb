using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Sending;

/// <summary>
/// How many mails went on a day, for each limit there is: partition <c>limit|{what}</c> of table <c>settings</c>, one
/// row a shard, used again on the next day. A place is taken before the mail is claimed, under the row's version; a
/// process that dies with one wastes it.
/// </summary>
public sealed class LimitStore(Tables tables)
{
    /// <summary>The counter that gave a place; null where the day is full.</summary>
    /// <param name="what">The limit: the brand's, or a scenario's.</param>
    /// <param name="day">The brand's local day.</param>
    /// <param name="limit">How many may go on it.</param>
    /// <param name="leadId">Spreads the workers over the counters; hexadecimal.</param>
    /// <param name="cancel">Stops in between.</param>
    public async Task<int?> TryTakeAsync(
        string what, LocalDate day, int limit, string leadId, CancellationToken cancel)
    {
        while (true)
        {
            var rows = await ReadAsync(what, cancel);
            var used = Enumerable.Range(0, SendLimits.Shards).Select(shard => UsedIn(rows, shard, day)).ToList();
            if (used.Sum(count => (long)count) >= limit) return null;
            var first = Convert.ToInt32(leadId[..2], 16);
            var free = Enumerable.Range(0, SendLimits.Shards).Select(next => (first + next) % SendLimits.Shards)
                .Where(shard => used[shard] < SendLimits.ShareOf(limit, shard)).Select(shard => (int?)shard)
                .FirstOrDefault();
            if (free is not { } taken) return null; // the limit was higher earlier in the day
            if (await TrySaveAsync(what, taken, new DayCount(Text(day), used[taken] + 1), rows, cancel)) return taken;
        }
    }

    /// <summary>Gives back a place whose mail did not go after all.</summary>
    public async Task ReturnAsync(string what, LocalDate day, int shard, CancellationToken cancel)
    {
        while (true)
        {
            var rows = await ReadAsync(what, cancel);
            var used = UsedIn(rows, shard, day);
            if (used is 0 or int.MaxValue) return; // the day is over
            if (await TrySaveAsync(what, shard, new DayCount(Text(day), used - 1), rows, cancel)) return;
        }
    }

    public async Task<int> UsedAsync(string what, LocalDate day, CancellationToken cancel)
    {
        var rows = await ReadAsync(what, cancel);
        return rows.Values.Select(Rows.Body<DayCount>).Where(count => count.Day == Text(day)).Sum(count => count.Used);
    }

    private async Task<Dictionary<string, TableEntity>> ReadAsync(string what, CancellationToken cancel)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in tables.Settings.RangeAsync(Partition(what), "0", "9", SendLimits.Shards, cancel))
            rows[row.RowKey] = row;
        return rows;
    }

    private async Task<bool> TrySaveAsync(
        string what, int shard, DayCount count, Dictionary<string, TableEntity> rows, CancellationToken cancel)
    {
        var entity = Rows.Entity(Partition(what), Key(shard), count);
        if (!rows.TryGetValue(Key(shard), out var known)) return await tables.Settings.TryAddAsync(entity, cancel);
        try
        {
            await tables.Settings.UpdateEntityAsync(entity, known.ETag, TableUpdateMode.Replace, cancel);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 412)
        {
            return false; // another worker was quicker: look again
        }
    }

    /// <summary>A counter that stands on a later day was moved on by a clock ahead of ours: our day is over.</summary>
    private static int UsedIn(Dictionary<string, TableEntity> rows, int shard, LocalDate day)
    {
        if (!rows.TryGetValue(Key(shard), out var row)) return 0;
        var count = Rows.Body<DayCount>(row);
        return string.CompareOrdinal(count.Day, Text(day)) switch { 0 => count.Used, > 0 => int.MaxValue, _ => 0 };
    }

    private static string Partition(string what) => "limit|" + what;

    private static string Key(int shard) => shard.ToString(CultureInfo.InvariantCulture);

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    /// <summary>How many mails went on a day.</summary>
    private sealed record DayCount(string Day, int Used);
}
