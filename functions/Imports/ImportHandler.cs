using System.Collections.Concurrent;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>
/// Works an import off, a slice of lines at a time; each slice sends the message of the next. A crash repeats a slice,
/// which changes nothing twice, and of two workers at the same slice the second to save leaves.
/// </summary>
public sealed class ImportHandler(
    ImportStore imports, ImportApplying applying, UndoHandler undoing, InForce content, Post post, TimeProvider time)
{
    /// <summary>Lines of a slice: some seconds of work, so that a repeated one costs little.</summary>
    private const int Slice = 1000;

    private readonly FileReader _files = new(imports);

    public async Task HandleAsync(ImportDue message, CancellationToken cancel)
    {
        if (await imports.FindAsync(message.Import, cancel) is not var (import, version)) return;
        switch (import.Phase)
        {
            case ImportPhase.Trying or ImportPhase.Running:
                await WorkOffAsync(import, version, cancel);
                break;
            case ImportPhase.Undoing:
                await undoing.HandleAsync(import, version, cancel);
                break;
            case ImportPhase.Open or ImportPhase.Tried
                when import.HasFile && time.GetUtcNow() >= import.AskedAt.AddDays(ImportState.IdleDays):
                if (await imports.TrySaveAsync(import with { Parts = [] }, version, cancel))
                    await imports.RemoveFileAsync(import.Id, cancel);
                break;
            case ImportPhase.Done: // the run before may have died in between
                await imports.RemoveFileAsync(import.Id, cancel);
                break;
            default:
                break;
        }
    }

    private async Task WorkOffAsync(ImportState import, Azure.ETag version, CancellationToken cancel)
    {
        var slice = await _files.ReadAsync(import, Slice, cancel);
        var (edition, now) = (content.Edition, time.GetUtcNow());
        var (places, _) = LineParser.Columns(import.Definition, import.Columns);
        var parser = applying.Parser(import, places, edition, now);
        var records = import.Offset == 0 && import.Definition.Header ? slice.Records.Skip(1) : slice.Records;
        var lines = records.Select(record => Parsed(parser, record, import)).ToList();
        var verdicts = new ConcurrentBag<LineVerdict>(
            lines.Where(line => line.Item is null).Select(line => new LineVerdict(line.Line, Verdict.Rejected)));
        var good = lines.Where(line => line.Item is not null).ToList();
        if (import.Phase == ImportPhase.Running) await TakeInAsync(import, good, verdicts, cancel);
        else
            foreach (var line in good) verdicts.Add(new LineVerdict(line.Line, Verdict.Accepted));
        await imports.AddErrorsAsync(import, ErrorsOf(lines, verdicts), cancel);
        var after = import.After(slice, verdicts, time.GetUtcNow());
        if (after.Phase == ImportPhase.Done) after = after with { Parts = [] };
        if (!await imports.TrySaveAsync(after, version, cancel)) return;
        if (after.IsAtWork) await post.SendAsync(new ImportDue(import.Id), cancel);
        else if (after.Phase == ImportPhase.Done) await imports.RemoveFileAsync(import.Id, cancel);
    }

    /// <summary>The leads are noted first, for an undo that comes while they are changed.</summary>
    private async Task TakeInAsync(
        ImportState import, List<ParsedLine> lines, ConcurrentBag<LineVerdict> verdicts, CancellationToken cancel)
    {
        var leads = lines.GroupBy(line => line.LeadId!, StringComparer.Ordinal).ToList();
        await imports.AddLeadsAsync(import, [.. leads.Select(lead => lead.Key)], cancel);
        await SideBySide.ForEachAsync(leads, async (lead, stop) =>
        {
            var items = lead.Select(line => line.Item!).ToList();
            foreach (var verdict in await applying.ApplyAsync(import, lead.Key, items, stop)) verdicts.Add(verdict);
        }, cancel);
    }

    private static ParsedLine Parsed(LineParser parser, ImportRecord record, ImportState import)
    {
        if (record.Cells is not { } cells)
            return new ParsedLine(record.Line, null, null, [], [record.Problem!]);
        return import.Columns is { } header && cells.SequenceEqual(header, StringComparer.Ordinal)
            ? new ParsedLine(record.Line, null, null, [], ["Is the header once more: two files in one?"])
            : parser.Parse(record.Line, cells);
    }

    private static IEnumerable<ImportError> ErrorsOf(List<ParsedLine> lines, IReadOnlyCollection<LineVerdict> verdicts)
    {
        var rejected = verdicts.Where(verdict => verdict.Verdict == Verdict.Rejected)
            .ToDictionary(verdict => verdict.Line, verdict => verdict.Why);
        return lines.Where(line => rejected.ContainsKey(line.Line)).Select(line => new ImportError(
            line.Line,
            string.Join("; ", line.Values.Where(value => !ImportFields.IsPersonal(value.Key))
                .Select(value => $"{value.Key}={Shown(value.Value)}")),
            line.Item is null ? line.Errors : [rejected[line.Line]!]));
    }

    /// <summary>A column that was mapped by mistake may hold an address.</summary>
    private static string Shown(string value) =>
        value.Contains('@', StringComparison.Ordinal) ? "•••" : value[..Math.Min(value.Length, 80)];
}
