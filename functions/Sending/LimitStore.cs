using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Proof;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// How many mails went on a day, for each limit there is: partition <c>limit|{what}</c> of table <c>settings</c>, one
/// row a shard, used again on the next day. A place is taken before the mail is claimed, under the row's version; a
/// process that dies with one wastes it. A counter remembers its latest changes: where the answer to ours got lost and
/// the client's own repetition was refused, it tells that it is done.
/// </summary>
public sealed class LimitStore(Tables tables, Chance chance)
{
    /// <summary>So many changes of a counter are remembered, which bounds its row to a kilobyte.</summary>
    private const int Remembered = 32;

    /// <summary>The counter that gave a place; null where the day is full.</summary>
    /// <param name="what">The limit: the brand's, or a scenario's.</param>
    /// <param name="day">The brand's local day.</param>
    /// <param name="limit">How many may go on it.</param>
    /// <param name="leadId">Spreads the workers over the counters; hexadecimal.</param>
    /// <param name="cancel">Stops in between.</param>
    public async Task<int?> TryTakeAsync(
        string what, LocalDate day, int limit, string leadId, CancellationToken cancel)
    {
        var change = NewChange();
        while (true)
        {
            var rows = await ReadAsync(what, cancel);
            if (Holding(rows, change) is { } mine) return mine;
            var used = Enumerable.Range(0, SendLimits.Shards).Select(shard => UsedIn(rows, shard, day)).ToList();
            if (used.Sum(count => (long)count) >= limit) return null;
            var first = Convert.ToInt32(leadId[..2], 16);
            var shares = SendLimits.SharesOf(limit, used);
            var free = Enumerable.Range(0, SendLimits.Shards).Select(next => (first + next) % SendLimits.Shards)
                .Where(shard => used[shard] < shares[shard]).Select(shard => (int?)shard).FirstOrDefault();
            if (free is not { } taken) return null; // the limit was higher earlier in the day
            if (await TrySaveAsync(what, taken, CountOf(rows, taken).With(day, used[taken] + 1, change), rows, cancel))
                return taken;
        }
    }

    /// <summary>
    /// Gives back a place whose mail did not go after all; at most once: where so much happened to the counter
    /// meanwhile that nobody can tell whether it has it, the place is wasted.
    /// </summary>
    public async Task ReturnAsync(string what, LocalDate day, int shard, CancellationToken cancel)
    {
        var (change, before) = (NewChange(), (DayCount?)null);
        while (true)
        {
            var rows = await ReadAsync(what, cancel);
            var (count, used) = (CountOf(rows, shard), UsedIn(rows, shard, day));
            if (used is 0 or int.MaxValue) return; // the day is over
            if (count.Holds(change) || before is not null && !count.Continues(before)) return;
            if (await TrySaveAsync(what, shard, count.With(day, used - 1, change), rows, cancel)) return;
            before = count;
        }
    }

    public async Task<int> UsedAsync(string what, LocalDate day, CancellationToken cancel)
    {
        var rows = await ReadAsync(what, cancel);
        return rows.Values.Select(Rows.Body<DayCount>).Where(count => count.Day == Stretch.Name(day))
            .Sum(count => count.Used);
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
        return rows.TryGetValue(Key(shard), out var known)
            ? await tables.Settings.TryReplaceAsync(entity, known.ETag, cancel)
            : await tables.Settings.TryAddAsync(entity, cancel);
    }

    /// <summary>A counter that stands on a later day was moved on by a clock ahead of ours: our day is over.</summary>
    private static int UsedIn(Dictionary<string, TableEntity> rows, int shard, LocalDate day)
    {
        var count = CountOf(rows, shard);
        return string.CompareOrdinal(count.Day, Stretch.Name(day)) switch
        {
            0 => count.Used,
            > 0 => int.MaxValue,
            _ => 0,
        };
    }

    private static DayCount CountOf(Dictionary<string, TableEntity> rows, int shard) =>
        rows.TryGetValue(Key(shard), out var row) ? Rows.Body<DayCount>(row) : new DayCount("", 0);

    /// <summary>The counter that has this change; null: none.</summary>
    private static int? Holding(Dictionary<string, TableEntity> rows, string change) =>
        Enumerable.Range(0, SendLimits.Shards).Where(shard => CountOf(rows, shard).Holds(change))
            .Select(shard => (int?)shard).FirstOrDefault();

    private string NewChange() => chance.NewId()[..8];

    private static string Partition(string what) => "limit|" + what;

    private static string Key(int shard) => shard.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many mails went on a day, and the names of the latest changes, the last one first.</summary>
    private sealed record DayCount(string Day, int Used, IReadOnlyList<string>? Changes = null)
    {
        private IReadOnlyList<string> Known => Changes ?? [];

        public DayCount With(LocalDate day, int used, string change) =>
            new(Stretch.Name(day), used, [change, .. Known.Take(Remembered - 1)]);

        public bool Holds(string change) => Known.Contains(change);

        /// <summary>Whether every change since an earlier look is still remembered.</summary>
        public bool Continues(DayCount earlier) =>
            earlier.Known.Count == 0 ? Known.Count < Remembered : Known.Contains(earlier.Known[0]);
    }
}
