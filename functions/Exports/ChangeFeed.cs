using LeadScoring.Leads;
using LeadScoring.Scoring;

namespace LeadScoring.Exports;

/// <summary>
/// A lead that changed in a product line: <paramref name="At"/> the latest time in this page, and how it stands now, at
/// the second of reading. <paramref name="Gone"/>: it is in no list any more, since it was erased, merged into another
/// or is not to be used.
/// </summary>
public sealed record ChangedLead(
    string LeadId, string Product, DateTimeOffset At, bool Gone, LeadListItem? Lead);

/// <summary>A page of changes, and the cursor of the next, which is always there: later ones follow.</summary>
public sealed record ChangePage(IReadOnlyList<ChangedLead> Changes, string Cursor);

/// <summary>
/// Up to where the feed was read: the key of the last line, and its product line, since lines of several may have the
/// same key. An empty product: all lines before the key were read.
/// </summary>
public sealed record ChangePlace(string Key, string Product)
{
    public static ChangePlace At(DateTimeOffset at) => new(RankLists.ChangesAt(at), "");

    /// <summary>Where reading of this product's lines begins.</summary>
    public string From(string product) => string.CompareOrdinal(product, Product) <= 0 ? Key + "}" : Key;
}

/// <summary>Pure: what of the change feed may be told, and how many lines make a page.</summary>
public static class ChangeFeed
{
    /// <summary>
    /// Lines are told when they are this old. A line has the clock of the process that wrote it and may appear later
    /// than its time: by <see cref="RankIndex.Prompt"/> at the most, or else it is written again with a new time. The
    /// other 10 seconds are for clocks that differ. So what appears is never behind a reader.
    /// </summary>
    public static readonly TimeSpan Lag = RankIndex.Prompt + TimeSpan.FromSeconds(10);

    /// <summary>Lines read for one page at the most; a lead that changed often has many.</summary>
    public const int MostLines = 20_000;

    /// <summary>Each lead once per product line, with its latest time, in the order of these.</summary>
    public static IReadOnlyList<(string Product, string LeadId, DateTimeOffset At)> Once(
        IEnumerable<(string Product, string LeadId, DateTimeOffset At)> lines) =>
        [.. lines.GroupBy(line => (line.Product, line.LeadId))
            .Select(lead => (lead.Key.Product, lead.Key.LeadId, At: lead.Max(line => line.At)))
            .OrderBy(lead => lead.At)];
}
