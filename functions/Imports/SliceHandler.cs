using System.Collections.Concurrent;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>
/// The next slice of an import's work: lines as they stand in the file, or, where they are to be seen together, first
/// each into the order of leads, then those of a lead at once. Answers the import as it is then, for the caller to
/// save; all that is done before can be done again.
/// </summary>
public sealed class SliceHandler(
    ImportStore imports, SortedLineStore sorted, ImportApplying applying, InForce content, TimeProvider time)
{
    public const string TooManyLines = "Its order has more lines than any may have (200): is id the order's number?";
    public const string SecondHeader = "Is the header once more: two files in one?";

    /// <summary>Lines of a slice: some seconds of work, so that a repeated one costs little.</summary>
    private const int Slice = 1000;

    private readonly FileReader _files = new(imports);

    public Task<ImportState> NextAsync(ImportState import, CancellationToken cancel) =>
        import.Sorting is null ? WorkAsync(import, cancel)
        : import.Offset < import.Bytes ? SortAsync(import, cancel)
        : WorkSortedAsync(import, cancel);

    private async Task<ImportState> WorkAsync(ImportState import, CancellationToken cancel)
    {
        var slice = await _files.ReadAsync(import, Slice, cancel);
        var parser = ParserOf(import);
        var lines = RecordsOf(slice, import)
            .Select(record => ReasonAgainst(record, import) ?? parser.Parse(record.Line, record.Cells!)).ToList();
        return import.After(slice, await JudgeAsync(import, lines, cancel), time.GetUtcNow());
    }

    /// <summary>A line that tells of nobody is rejected at sight.</summary>
    private async Task<ImportState> SortAsync(ImportState import, CancellationToken cancel)
    {
        var slice = await _files.ReadAsync(import, Slice, cancel);
        var parser = ParserOf(import);
        var (good, bad) = (new List<LineValues>(), new List<ParsedLine>());
        foreach (var record in RecordsOf(slice, import))
        {
            if (ReasonAgainst(record, import) is { } wrong) bad.Add(wrong);
            else if (parser.Read(record.Line, record.Cells!) is { LeadId: not null } line) good.Add(line);
            else bad.Add(parser.Parse(record.Line, record.Cells!));
        }
        await sorted.AddAsync(import, good, cancel);
        return import.After(slice, good.Count, await JudgeAsync(import, bad, cancel));
    }

    private async Task<ImportState> WorkSortedAsync(ImportState import, CancellationToken cancel)
    {
        var slice = await sorted.NextAsync(import, Slice, cancel);
        var parser = ParserOf(import);
        var lines = slice.Groups.Select(group => !group.IsTooLong ? parser.Parse(group.Lines) : Wrong(group)).ToList();
        return import.After(slice, await JudgeAsync(import, lines, cancel), time.GetUtcNow());
    }

    private static ParsedLine Wrong(LineGroup group) =>
        ParsedLine.Wrong(group.Lines[0].Line, TooManyLines) with { Lines = [.. group.Lines.Select(line => line.Line)] };

    private LineParser ParserOf(ImportState import) => applying.Parser(
        import, LineParser.Columns(import.Definition, import.Columns).Places, content.Edition, time.GetUtcNow());

    private static IEnumerable<ImportRecord> RecordsOf(ImportSlice slice, ImportState import) =>
        import.Offset == 0 && import.Definition.Header ? slice.Records.Skip(1) : slice.Records;

    private static ParsedLine? ReasonAgainst(ImportRecord record, ImportState import) =>
        record.Cells is not { } cells ? ParsedLine.Wrong(record.Line, record.Problem!)
        : import.Columns is { } header && cells.SequenceEqual(header, StringComparer.Ordinal)
            ? ParsedLine.Wrong(record.Line, SecondHeader)
        : null;

    /// <summary>What became of each line, or would; the errors are noted. Lines of an order share its lot.</summary>
    private async Task<IReadOnlyCollection<LineVerdict>> JudgeAsync(
        ImportState import, List<ParsedLine> lines, CancellationToken cancel)
    {
        var verdicts = new ConcurrentBag<LineVerdict>(
            lines.Where(line => line.Item is null).Select(line => new LineVerdict(line.Line, Verdict.Rejected)));
        var leads = lines.Where(line => line.Item is not null)
            .GroupBy(line => line.LeadId!, StringComparer.Ordinal).ToList();
        if (import.Phase == ImportPhase.Running && leads.Count > 0) // noted for an undo that comes in between
            await imports.AddLeadsAsync(import, [.. leads.Select(lead => lead.Key)], cancel);
        await SideBySide.ForEachAsync(leads, async (lead, stop) =>
        {
            var items = lead.Select(line => line.Item!).ToList();
            foreach (var verdict in await applying.ApplyAsync(import, lead.Key, items, stop)) verdicts.Add(verdict);
        }, cancel);
        var byLine = verdicts.ToDictionary(verdict => verdict.Line);
        await imports.AddErrorsAsync(import, ImportErrors.Of(lines, byLine), cancel);
        return [.. lines.SelectMany(line => (line.Lines ?? [line.Line])
            .Select(number => byLine[line.Line] with { Line = number }))];
    }
}
