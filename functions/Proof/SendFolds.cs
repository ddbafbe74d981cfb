using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Proof;

/// <summary>
/// Sums of days in which hardly anything changes any more, so that a year is read as a few hundred rows. Who sums a day
/// up keeps the sums under the version that stood before the rows were read; who changes a mail of such a day takes
/// them away in the same transaction. So they are either exact or not there.
/// </summary>
public sealed class SendFolds(Tables tables)
{
    private const string Prefix = "s|";

    /// <summary>A day may be summed up when it began so long ago…</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(10);

    /// <summary>…and who writes takes it for summed up a day earlier: clocks differ.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromDays(1);

    /// <summary>Whether a change of this day must take sums away.</summary>
    public static bool MayBeFolded(string day, DateTimeOffset now) => now - StartOf(day) >= Quiet - ClocksApart;

    /// <summary>Sums, and marks of days that lost theirs, by day.</summary>
    public async Task<IReadOnlyDictionary<string, FoundFold>> FindAsync(
        string month, string from, string to, CancellationToken cancel)
    {
        var found = new Dictionary<string, FoundFold>(StringComparer.Ordinal);
        await foreach (var row in tables.Sends.RangeAsync(month, Prefix + from, $"{Prefix}{to}}}", 1000, cancel))
            found[row.RowKey[Prefix.Length..]] = new FoundFold(Rows.Body<DaySums>(row).Cells, row.ETag);
        return found;
    }

    /// <summary>Keeps a day's sums, unless the day is young or changed while it was summed up.</summary>
    public async Task KeepAsync(
        string day, IReadOnlyList<CellCount> cells, FoundFold? found, DateTimeOffset now, CancellationToken cancel)
    {
        if (now - StartOf(day) < Quiet) return;
        var entity = Rows.Entity(SendIndex.MonthOf(day), Prefix + day, new DaySums(cells));
        // False: a mail of that day changed meanwhile, and whoever asks next sums it up anew.
        _ = found is null
            ? await tables.Sends.TryAddAsync(entity, cancel)
            : await tables.Sends.TryReplaceAsync(entity, found.Version, cancel);
    }

    public static TableTransactionAction Emptied(string day) => new(
        TableTransactionActionType.UpsertReplace,
        Rows.Entity(SendIndex.MonthOf(day), Prefix + day, new DaySums(null)));

    private static DateTimeOffset StartOf(string day) =>
        DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>One day summed up; without cells it is to be summed up anew.</summary>
    private sealed record DaySums(IReadOnlyList<CellCount>? Cells);
}

/// <summary>What is kept of a day: its sums, or only the version under which to keep them.</summary>
public sealed record FoundFold(IReadOnlyList<CellCount>? Cells, ETag Version);
