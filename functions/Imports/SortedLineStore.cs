using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>Lines of one lead that belong together: one, or those of an order, in the order of the file.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="IsTooLong">It has more lines than an order may have; these are some of them.</param>
public sealed record LineGroup(IReadOnlyList<LineValues> Lines, bool IsTooLong);

/// <summary>
/// Some lines in the order of leads, up to which row (null: there are none), and whether they are the last.
/// </summary>
public sealed record SortedSlice(IReadOnlyList<LineGroup> Groups, string? To, bool IsLast);

/// <summary>
/// The lines of a file in the order of leads and of their orders, as rows <c>sorted|{run}|{lead}|{order}|{line}</c> of
/// the import's partition: so what belongs together is found together, wherever it stood. They go as they are worked
/// off. The same line has the same row in each try.
/// </summary>
public sealed class SortedLineStore(Tables tables, ImportStore imports)
{
    public const string Prefix = "sorted|";

    /// <summary>As many items as the door of purchases takes.</summary>
    private const int MostOfOrder = 200;
    private const int MostOfLead = 5_000;

    public Task AddAsync(ImportState import, IEnumerable<LineValues> lines, CancellationToken cancel) =>
        tables.Imports.SubmitPartsAsync(
            lines.Select(line => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                Rows.Entity(
                    import.Id, $"{Of(import)}{line.LeadId}|{line.Order}|{ImportStore.Number(line.Line)}", line))),
            cancel);

    /// <summary>
    /// The next lines, about as many as are wanted: orders stay whole, but for those that are longer than any may be. A
    /// trial, which leaves nothing that the next slice could find, sees up to <see cref="MostOfLead"/> of a lead at
    /// once.
    /// </summary>
    public async Task<SortedSlice> NextAsync(ImportState import, int wanted, CancellationToken cancel)
    {
        var from = import.Sorting!.To is { } last ? last + "!" : Of(import);
        var (groups, lines, to) = (new List<List<LineValues>>(), 0, (string?)null);
        await foreach (var row in tables.Imports.RangeAsync(import.Id, from, EndOf(import), Rows.MostAtOnce, cancel))
        {
            var line = Rows.Body<LineValues>(row);
            var isOfLast = groups is [.., var group] && IsOneOrder(group[0], line);
            if (lines >= wanted && !(isOfLast && lines <= wanted + MostOfOrder) && !IsSeenTogether(line))
                return new SortedSlice(Judged(groups, import), to, IsLast: false);
            if (isOfLast) groups[^1].Add(line);
            else groups.Add([line]);
            (lines, to) = (lines + 1, row.RowKey);
        }
        return new SortedSlice(Judged(groups, import), to, IsLast: true);

        bool IsSeenTogether(LineValues line) =>
            import.Phase == ImportPhase.Trying && lines < MostOfLead && groups[^1][0].LeadId == line.LeadId;
    }

    /// <summary>What lies up to the row that is worked off is not needed any more.</summary>
    public Task RemoveDoneAsync(ImportState import, CancellationToken cancel) =>
        imports.RemoveAsync(import.Id, Of(import), import.Sorting!.To + "!", cancel);

    /// <summary>All of this run and of those before; another may have begun since.</summary>
    public Task RemoveAllAsync(ImportState import, CancellationToken cancel) =>
        imports.RemoveAsync(import.Id, Prefix, EndOf(import), cancel);

    /// <summary>The first may be the rest of an order, the last its beginning.</summary>
    private static IReadOnlyList<LineGroup> Judged(List<List<LineValues>> groups, ImportState import) =>
        [.. groups.Select((group, at) => new LineGroup(
            group, group.Count > MostOfOrder || at == 0 && IsRest(group[0], import)))];

    private static bool IsRest(LineValues line, ImportState import) => line.Order is not null
        && import.Sorting!.To?.StartsWith($"{Of(import)}{line.LeadId}|{line.Order}|", StringComparison.Ordinal) == true;

    private static bool IsOneOrder(LineValues one, LineValues other) =>
        one.Order is not null && one.Order == other.Order && one.LeadId == other.LeadId;

    private static string Of(ImportState import) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{import.Run:D4}|");

    private static string EndOf(ImportState import) => Of(import)[..^1] + "}";
}
